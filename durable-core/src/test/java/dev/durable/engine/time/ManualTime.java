package dev.durable.engine.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until it is advanced. Timers fire in the order in which they are due, those of the same moment in the order in which
 * they were scheduled, each at its own time, on the thread that advances. A timer that is due when it is scheduled fires the next time somebody
 * advances, if only by nothing.
 *
 * <p>Thread-safe; no lock is held while an action runs, so actions may schedule, cancel and even advance.
 */
public final class ManualTime implements TimeSource {

    /** Where time begins unless told otherwise. */
    public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private static final Comparator<ManualTimer> ORDER =
            Comparator.comparing((ManualTimer timer) -> timer.due).thenComparing(timer -> timer.number);

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeSet<ManualTimer> timers = new TreeSet<>(ORDER);
    private Instant now;
    private long timersScheduled;

    /** Time that begins at {@link #START}. */
    public ManualTime() {
        this(START);
    }

    /** Time that begins at the given moment. */
    public ManualTime(Instant start) {
        now = wholeMicros(start);
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
        lock.lock();
        try {
            ManualTimer timer = new ManualTimer(due, timersScheduled++, action);
            timers.add(timer);
            return timer;
        } finally {
            lock.unlock();
        }
    }

    /** Lets time pass, and timers fire meanwhile. */
    public void advance(Duration duration) {
        advanceTo(now().plus(duration));
    }

    /** Lets time pass up to a moment, and timers fire meanwhile. Time never goes back: for a past moment only what is due fires. */
    public void advanceTo(Instant target) {
        for (ManualTimer next = takeDue(target); next != null; next = takeDue(target)) {
            next.action.run();
        }
        lock.lock();
        try {
            moveTo(target);
        } finally {
            lock.unlock();
        }
    }

    /** When the next timer is due. */
    public Optional<Instant> nextTimer() {
        lock.lock();
        try {
            return timers.isEmpty() ? Optional.empty() : Optional.of(timers.first().due);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable ManualTimer takeDue(Instant target) {
        lock.lock();
        try {
            Instant until = target.isAfter(now) ? target : now;
            if (timers.isEmpty() || timers.first().due.isAfter(until)) {
                return null;
            }
            ManualTimer next = timers.first();
            timers.remove(next);
            moveTo(next.due);
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void moveTo(Instant target) {
        Instant rounded = wholeMicros(target);
        if (rounded.isAfter(now)) {
            now = rounded;
        }
    }

    /** Rounded up, so that a timer never finds the time before its own. */
    private static Instant wholeMicros(Instant instant) {
        Instant truncated = instant.truncatedTo(ChronoUnit.MICROS);
        return truncated.equals(instant) ? truncated : truncated.plus(1, ChronoUnit.MICROS);
    }

    private final class ManualTimer implements TimerHandle {

        private final Instant due;
        private final long number;
        private final Runnable action;

        ManualTimer(Instant due, long number, Runnable action) {
            this.due = due;
            this.number = number;
            this.action = action;
        }

        @Override
        public void cancel() {
            lock.lock();
            try {
                timers.remove(this);
            } finally {
                lock.unlock();
            }
        }
    }
}
