package dev.durable.test;

import dev.durable.engine.EngineProbe;
import dev.durable.engine.Uuids;
import dev.durable.engine.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Time that stands still unless it is moved, or skips to what is due next when the engine is idle and somebody waits for a result. Upkeep of
 * the engine goes by the machine's clock, and is no reason to stop on the way.
 *
 * <p>Thread-safe: the lock guards the time and the {@link Agenda}. Actions run on a thread of their own, one at a time and without the lock.
 */
final class VirtualTime implements TimeSource, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(VirtualTime.class);

    /** How long a manual move waits for the engine to come to rest. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How often, and how long apart, the engine is asked to take what is stored for it before time goes on nevertheless. */
    private static final int MOST_REMINDERS = 10;

    private static final long REMINDERS_APART_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Agenda agenda = new Agenda();
    private final CopyOnWriteArrayList<CompletableFuture<?>> awaited = new CopyOnWriteArrayList<>();
    private final EngineProbe probe;
    private Supplier<Optional<Instant>> storedNext = Optional::empty;
    private Instant now;
    private Instant lastId = Instant.MIN;
    private boolean skipping;
    private boolean acting;
    private boolean closed;
    private int reminders;
    private long remindedAt;

    VirtualTime(Instant start, EngineProbe probe) {
        this.now = start;
        this.probe = probe;
        probe.onIdle(this::signal);
        Thread thread = new Thread(this::act, "durable-test-time");
        thread.setDaemon(true);
        thread.start();
    }

    /** Says when what is stored, rather than in the engine's memory, is due next. */
    void storedNext(Supplier<Optional<Instant>> next) {
        storedNext = next;
    }

    @Override
    public Instant now() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public TimerHandle schedule(Instant due, Runnable action) {
        return add(Agenda.Entry.timer(due, action));
    }

    @Override
    public TimerHandle scheduleUpkeep(Instant latest, Runnable action) {
        return add(Agenda.Entry.upkeep(latest, Duration.between(now(), latest), action));
    }

    private TimerHandle add(Agenda.Entry entry) {
        lock.lock();
        try {
            agenda.add(entry);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return () -> remove(entry);
    }

    private void remove(Agenda.Entry entry) {
        lock.lock();
        try {
            agenda.remove(entry);
        } finally {
            lock.unlock();
        }
    }

    /** Ids keep their order although time stands still. */
    @Override
    public UUID newId() {
        lock.lock();
        try {
            Instant next = lastId.plus(1, ChronoUnit.MICROS);
            lastId = next.isAfter(now) ? next : now;
            return Uuids.version7(lastId);
        } finally {
            lock.unlock();
        }
    }

    /** Whoever waits makes time skip, but by the machine's clock for no longer than was said. */
    @Override
    @SuppressWarnings("NullAway") // it does not see the bound of T in the class file of TimeSource, which is the same
    public <T extends @Nullable Object> T await(CompletableFuture<T> future, Duration atMost)
            throws InterruptedException, ExecutionException, TimeoutException {
        awaited.add(future);
        signal();
        try {
            return TimeSource.super.await(future, atMost);
        } finally {
            awaited.remove(future);
        }
    }

    /** Begins anew at the time; whatever was to happen does not. */
    void restart(Instant start, boolean skipWhenIdle) {
        lock.lock();
        try {
            agenda.clear();
            now = start;
            lastId = Instant.MIN;
            skipping = skipWhenIdle;
        } finally {
            lock.unlock();
        }
    }

    void skipWhenIdle(boolean skip) {
        lock.lock();
        try {
            skipping = skip;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets a while go by, with all that happens meanwhile. */
    void advance(Duration duration, boolean awaitActivities) {
        Instant end = now().plus(duration);
        settle(awaitActivities);
        Optional<Instant> next = next();
        while (next.isPresent() && !next.get().isAfter(end)) {
            moveTo(next.get());
            settle(awaitActivities);
            next = next().filter(due -> due.isAfter(now()));
        }
        moveTo(end);
        settle(awaitActivities);
    }

    /** Goes on to what is due next. */
    Optional<Instant> skipToNext() {
        settle(true);
        Optional<Instant> next = next();
        next.ifPresent(due -> {
            moveTo(due);
            settle(true);
        });
        return next;
    }

    /** Waits until nothing is under way, and nothing is stored that the engine could take. */
    void settle(boolean awaitActivities) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            awaitRest(awaitActivities, end);
            if (!isRemindable()) {
                return;
            }
            awaitAnswer();
        }
        logger.warn("The engine of the test did not come to rest within {}", PATIENCE);
    }

    /** The engine is left some time to begin what it was reminded of. */
    private void awaitAnswer() {
        long begun = probe.begun();
        lock.lock();
        try {
            long left = REMINDERS_APART_NANOS;
            while (left > 0 && begun == probe.begun()) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void awaitRest(boolean awaitActivities, long end) {
        lock.lock();
        try {
            while (!isAtRest(awaitActivities) && System.nanoTime() < end) {
                // becoming quiet while activities run is not signalled
                changed.await(awaitActivities ? 100 : 2, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** The caller holds the lock. */
    private boolean isAtRest(boolean withActivities) {
        return !acting && !agenda.isTimerDue(now) && (withActivities ? probe.isIdle() : probe.isQuiet());
    }

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

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void act() {
        try {
            for (Runnable next = awaitAction(); next != null; next = awaitAction()) {
                run(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            logger.error("What a timer was to do has failed", e);
        }
    }

    /** What is to be done next, as soon as it is; null when nothing will. */
    private @Nullable Runnable awaitAction() throws InterruptedException {
        lock.lock();
        try {
            acting = false;
            changed.signalAll();
            while (!closed) {
                Agenda.Entry due = agenda.pollDue(now);
                if (due != null) {
                    acting = true;
                    return due.action();
                }
                long pause = agenda.nanosToUpkeep();
                if (maySkip()) {
                    long wait = remindedAt + REMINDERS_APART_NANOS - System.nanoTime();
                    if (reminders == 0 || wait <= 0) {
                        return this::skip;
                    }
                    pause = Math.min(pause, wait);
                }
                changed.awaitNanos(pause);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** The caller holds the lock. */
    private boolean maySkip() {
        return skipping && probe.isIdle() && awaited.stream().anyMatch(future -> !future.isDone());
    }

    /** Skips, unless there is something to do at present, or nothing ever. Asks the store, so the lock is not held. */
    private void skip() {
        long begun = probe.begun();
        Optional<Instant> next = isRemindable() ? Optional.empty() : next();
        lock.lock();
        try {
            if (begun != probe.begun()) {
                return;
            }
            if (next.isPresent() && maySkip()) {
                move(next.get());
            } else if (reminders == 0) {
                // there is nothing to skip to: look again when something has happened
                changed.awaitNanos(REMINDERS_APART_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Whether something is stored that the engine should take, and does not obstinately leave; reminds it, by all means. */
    private boolean isRemindable() {
        boolean waiting = probe.isWorkWaiting()
                || storedNext.get().filter(due -> !due.isAfter(now())).isPresent();
        lock.lock();
        try {
            if (!waiting) {
                reminders = 0;
                return false;
            }
            if (reminders >= MOST_REMINDERS) {
                return false;
            }
            reminders++;
            remindedAt = System.nanoTime();
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** When what is planned or stored is due next: never before now. */
    private Optional<Instant> next() {
        Optional<Instant> stored = storedNext.get();
        lock.lock();
        try {
            Optional<Instant> planned = agenda.nextTimer();
            return stored.filter(due -> due.isAfter(now))
                    .filter(due -> planned.isEmpty() || due.isBefore(planned.get()))
                    .or(() -> planned);
        } finally {
            lock.unlock();
        }
    }

    private void moveTo(Instant time) {
        lock.lock();
        try {
            move(time);
        } finally {
            lock.unlock();
        }
    }

    /** The caller holds the lock. */
    private void move(Instant time) {
        if (time.isAfter(now)) {
            now = time;
            reminders = 0;
            agenda.hurryUpkeep(now);
        }
        changed.signalAll();
    }
}
