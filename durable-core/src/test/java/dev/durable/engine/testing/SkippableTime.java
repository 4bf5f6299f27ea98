package dev.durable.engine.testing;

import dev.durable.engine.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Time that goes by like the machine's, but can be skipped: what is due in half an hour happens now. Begins a day ago, so that what
 * engines call due is due by the clock of a database, too, even after some skipping. Thread-safe.
 */
public final class SkippableTime implements TimeSource, AutoCloseable {

    private static final Comparator<Timer> ORDER =
            Comparator.comparing((Timer timer) -> timer.due).thenComparing(timer -> timer.number);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeSet<Timer> timers = new TreeSet<>(ORDER);
    private final long startNanos = System.nanoTime();
    private Instant start = Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MICROS);
    private long scheduled;
    private boolean closed;

    /** Starts the thread on which timers fire. */
    public SkippableTime() {
        Thread thread = new Thread(this::fireTimers, "test-time");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Instant now() {
        lock.lock();
        try {
            return current();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public TimerHandle schedule(Instant due, Runnable action) {
        lock.lock();
        try {
            Timer timer = new Timer(due, scheduled++, action);
            timers.add(timer);
            changed.signalAll();
            return () -> cancel(timer);
        } finally {
            lock.unlock();
        }
    }

    /** Leaves out a while: it is that much later now. */
    public void skip(Duration duration) {
        lock.lock();
        try {
            start = start.plus(duration);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No timer fires any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void cancel(Timer timer) {
        lock.lock();
        try {
            timers.remove(timer);
        } finally {
            lock.unlock();
        }
    }

    private Instant current() {
        return start.plusNanos(System.nanoTime() - startNanos).truncatedTo(ChronoUnit.MICROS);
    }

    private void fireTimers() {
        try {
            for (Timer next = awaitDue(); next != null; next = awaitDue()) {
                next.action.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next timer once it is due, or null when there will be no more. */
    private Timer awaitDue() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                if (timers.isEmpty()) {
                    changed.await();
                    continue;
                }
                Duration delay = Duration.between(current(), timers.first().due);
                if (delay.isNegative() || delay.isZero()) {
                    return timers.pollFirst();
                }
                changed.await(Math.min(delay.toMillis() + 1, 60_000), TimeUnit.MILLISECONDS);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private record Timer(Instant due, long number, Runnable action) {}
}
