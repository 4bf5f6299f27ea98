package dev.durable.engine.activity;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.failure.TimeoutType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The moment at which an activity runs out of time, and which limit that is. Of several limits the earliest counts; of two at
 * the same moment the one that is not retried.
 */
record Deadline(TimeoutType type, Instant at) {

    /** What limits the wait for an attempt to begin; null if nothing does. */
    static @Nullable Deadline beforeStart(ActivityTask task) {
        ActivityTimeouts timeouts = task.scheduled().timeouts();
        @Nullable Deadline close = scheduleToClose(task);
        @Nullable Duration toStart = timeouts.scheduleToStart();
        if (toStart == null || task.attempt() > 1) {
            return close;
        }
        Instant startBy = plus(task.scheduled().time(), toStart);
        return close != null && close.at().isBefore(startBy)
                ? close
                : new Deadline(TimeoutType.SCHEDULE_TO_START, startBy);
    }

    /** What limits an attempt that has begun, apart from its heartbeats. */
    static Deadline afterStart(ActivityTask task, Instant startedAt) {
        Instant endBy = plus(startedAt, task.scheduled().timeouts().startToClose());
        @Nullable Deadline close = scheduleToClose(task);
        return close != null && !close.at().isAfter(endBy) ? close : new Deadline(TimeoutType.START_TO_CLOSE, endBy);
    }

    /** When the next heartbeat is overdue; null if none is expected. */
    static @Nullable Deadline heartbeat(ActivityTask task, Instant lastSignOfLife) {
        @Nullable Duration timeout = task.scheduled().timeouts().heartbeat();
        return timeout == null ? null : new Deadline(TimeoutType.HEARTBEAT, plus(lastSignOfLife, timeout));
    }

    /** When all attempts together run out of time; null if they never do. */
    static @Nullable Deadline scheduleToClose(ActivityTask task) {
        @Nullable Duration timeout = task.scheduled().timeouts().scheduleToClose();
        return timeout == null
                ? null
                : new Deadline(
                        TimeoutType.SCHEDULE_TO_CLOSE, plus(task.scheduled().time(), timeout));
    }

    /** Whether the time is over. */
    boolean hasPassed(Instant now) {
        return !now.isBefore(at);
    }

    /** A limit that is too far away for the calendar is none. */
    static Instant plus(Instant start, Duration duration) {
        try {
            return start.plus(duration);
        } catch (DateTimeException | ArithmeticException tooFar) {
            return Instant.MAX;
        }
    }
}
