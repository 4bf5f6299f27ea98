package dev.durable.engine.activity;

import dev.durable.engine.time.TimeSource;
import dev.durable.payload.Payload;
import dev.durable.store.ActivityTaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Takes signs of life of attempts, and has their progress stored: the first at once, then the latest there is after a while, so that a
 * crash costs little progress and many heartbeats cost few writes. Thread-safe; the lock is that of the executor.
 */
final class AttemptProgress {

    /** Between two writes if there is no heartbeat timeout. */
    static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(30);

    /** Between two writes at most. */
    static final Duration LONGEST_INTERVAL = Duration.ofSeconds(60);

    private final ReentrantLock lock;
    private final TimeSource time;
    private final ActivityOutcomes outcomes;

    AttemptProgress(ReentrantLock lock, TimeSource time, ActivityOutcomes outcomes) {
        this.lock = lock;
        this.time = time;
        this.outcomes = outcomes;
    }

    /** The attempt is alive, and tells its progress if there are details. */
    void signOfLife(Attempt attempt, @Nullable Payload details) {
        attempt.signOfLife(time.now(), details);
        if (details != null && !attempt.task().isLocal() && !attempt.isToBeStored()) {
            storeInTime(attempt);
        }
    }

    /** Stores that the attempt's result comes from outside; completes when that is durable. */
    CompletableFuture<Void> endsOutside(Attempt attempt) {
        ActivityTaskState state;
        lock.lock();
        try {
            attempt.endsOutside(true);
            state = attempt.currentState();
        } finally {
            lock.unlock();
        }
        return outcomes.underWay(attempt.task().runId(), state);
    }

    private void storeInTime(Attempt attempt) {
        ActivityTaskState state;
        lock.lock();
        try {
            if (!attempt.state().isUnderWay() || attempt.isToBeStored()) {
                return;
            }
            Instant now = time.now();
            @Nullable Instant last = attempt.storedAt();
            Instant due = last == null ? now : Deadline.plus(last, interval(attempt.task()));
            if (due.isAfter(now)) {
                attempt.storeBy(time.schedule(due, () -> store(attempt)));
                return;
            }
            attempt.storedAt(now);
            state = attempt.currentState();
        } finally {
            lock.unlock();
        }
        outcomes.underWay(attempt.task().runId(), state);
    }

    /** On a timer's thread. */
    private void store(Attempt attempt) {
        ActivityTaskState state;
        lock.lock();
        try {
            if (!attempt.state().isUnderWay()) {
                return;
            }
            attempt.storeBy(null);
            attempt.storedAt(time.now());
            state = attempt.currentState();
        } finally {
            lock.unlock();
        }
        outcomes.underWay(attempt.task().runId(), state);
    }

    /** Four fifths of the heartbeat timeout, but not too long. */
    static Duration interval(ActivityTask task) {
        @Nullable Duration timeout = task.scheduled().timeouts().heartbeat();
        if (timeout == null) {
            return DEFAULT_INTERVAL;
        }
        boolean isLong = timeout.compareTo(LONGEST_INTERVAL.multipliedBy(2)) > 0;
        Duration interval = isLong ? LONGEST_INTERVAL : timeout.multipliedBy(4).dividedBy(5);
        return interval.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : interval;
    }
}
