package dev.durable.engine.activity;

import dev.durable.engine.time.TimeSource;
import dev.durable.failure.TimeoutType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds attempts to their time limits, and gives up those that run out of time or are not wanted any more. Thread-safe; timers
 * arrive on threads of their own and settle attempts under the lock of the executor.
 */
final class AttemptTimeouts {

    /** How long after its interrupt a thread that still runs is reported. */
    static final Duration STUCK_AFTER = Duration.ofSeconds(10);

    private static final Pattern PLATFORM = Pattern.compile("^(java|jdk|sun)\\.");

    private static final Logger log = LoggerFactory.getLogger(AttemptTimeouts.class);

    /** Told that an attempt has run out of time; nobody else settles that attempt. */
    @FunctionalInterface
    interface Expiry {

        /** {@code begun} says whether the attempt had begun. */
        void expired(Attempt attempt, TimeoutType type, boolean begun);
    }

    private final ReentrantLock lock;
    private final PendingAttempts pending;
    private final TimeSource time;
    private final Expiry expiry;

    AttemptTimeouts(ReentrantLock lock, PendingAttempts pending, TimeSource time, Expiry expiry) {
        this.lock = lock;
        this.pending = pending;
        this.time = time;
        this.expiry = expiry;
    }

    /** Limits the wait for the attempt to begin. The caller holds the lock. */
    void limitWait(Attempt attempt) {
        @Nullable Deadline startBy = Deadline.beforeStart(attempt.task());
        if (startBy != null) {
            limit(attempt, startBy);
        }
    }

    /** Limits the attempt, which begins now. The caller holds the lock. */
    void limitRun(Attempt attempt, Instant startedAt) {
        limit(attempt, Deadline.afterStart(attempt.task(), startedAt));
        watchHeartbeat(attempt);
    }

    /** Holds on to the limits of an attempt that began elsewhere; heartbeats count from now. The caller holds the lock. */
    void limitGoneOn(Attempt attempt, Instant startedAt) {
        attempt.startedAt(startedAt);
        attempt.signOfLife(time.now(), null);
        limitRun(attempt, startedAt);
    }

    /** Whether the attempt is too late to begin; if so it has expired. */
    boolean expireIfLate(Attempt attempt) {
        @Nullable Deadline startBy = Deadline.beforeStart(attempt.task());
        if (startBy == null || !startBy.hasPassed(time.now())) {
            return false;
        }
        expire(attempt, startBy);
        return true;
    }

    /** Interrupts the attempt's code if it runs, and complains later if that does not help. */
    void giveUp(Attempt attempt, String because) {
        attempt.thread().giveUp(because);
        lock.lock();
        try {
            // asked under the lock: code that ends leaves first and takes the lock then, so its timer is always
            // canceled
            if (attempt.thread().current() != null) {
                attempt.wakeUpBy(time.scheduleUpkeep(time.now().plus(STUCK_AFTER), () -> warnIfStuck(attempt)));
            }
        } finally {
            lock.unlock();
        }
    }

    private void limit(Attempt attempt, Deadline deadline) {
        attempt.limitBy(deadline, time.schedule(deadline.at(), () -> expire(attempt, deadline)));
    }

    private void expire(Attempt attempt, Deadline deadline) {
        boolean begun;
        lock.lock();
        try {
            if (!attempt.isLimitedBy(deadline)) {
                return;
            }
            begun = attempt.state().isUnderWay();
            pending.settle(attempt);
        } finally {
            lock.unlock();
        }
        expired(attempt, deadline.type(), begun);
    }

    /** Heartbeats only note the time; the timer looks for them, so that they stay cheap. The caller holds the lock. */
    private void watchHeartbeat(Attempt attempt) {
        @Nullable Deadline overdue = attempt.heartbeatDeadline();
        if (overdue != null) {
            attempt.wakeUpBy(time.schedule(overdue.at(), () -> checkHeartbeat(attempt)));
        }
    }

    private void checkHeartbeat(Attempt attempt) {
        lock.lock();
        try {
            @Nullable Deadline overdue = attempt.heartbeatDeadline();
            if (!attempt.state().isUnderWay() || overdue == null) {
                return;
            }
            if (!overdue.hasPassed(time.now())) {
                watchHeartbeat(attempt);
                return;
            }
            pending.settle(attempt);
        } finally {
            lock.unlock();
        }
        expired(attempt, TimeoutType.HEARTBEAT, true);
    }

    private void expired(Attempt attempt, TimeoutType type, boolean begun) {
        giveUp(attempt, AttemptJudge.explain(attempt.task(), type));
        expiry.expired(attempt, type, begun);
    }

    private static void warnIfStuck(Attempt attempt) {
        @Nullable Thread thread = attempt.thread().current();
        if (thread == null) {
            return;
        }
        log.warn(
                "Thread \"{}\" still runs {}, which was given up and interrupted {} ago, at {}; let the activity end when it"
                        + " is interrupted or its heartbeat fails",
                thread.getName(),
                attempt,
                STUCK_AFTER,
                placeIn(thread.getStackTrace()));
    }

    /** The innermost call that is not the platform's own. */
    private static String placeIn(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(frame -> !PLATFORM.matcher(frame.getClassName()).find())
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("an unknown place");
    }
}
