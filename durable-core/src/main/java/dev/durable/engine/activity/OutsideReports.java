package dev.durable.engine.activity;

import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What is told from outside about attempts that are pending here. Thread-safe; the lock is that of the executor. */
public final class OutsideReports {

    private final ReentrantLock lock;
    private final PendingAttempts pending;
    private final AttemptJudge judge;
    private final AttemptProgress progress;
    private final TransactionalAttempts transactional;
    private final UnwantedAttempts unwanted;

    OutsideReports(
            ReentrantLock lock,
            PendingAttempts pending,
            AttemptJudge judge,
            AttemptProgress progress,
            TransactionalAttempts transactional,
            UnwantedAttempts unwanted) {
        this.lock = lock;
        this.pending = pending;
        this.judge = judge;
        this.progress = progress;
        this.transactional = transactional;
        this.unwanted = unwanted;
    }

    /** Whether the result of the activity comes with the transaction of its attempt. */
    public boolean isTransactional(ActivityTask task) {
        return transactional.concern(task);
    }

    /**
     * Gives up an attempt because its end is reported from outside.
     *
     * @return false if it is too late for that: the attempt has ended by itself, or is about to commit
     */
    public boolean overtake(UUID runId, int scheduledEventId) {
        return unwanted.giveUp(
                runId, scheduledEventId, attempt -> attempt.state().isOpen());
    }

    /** What follows from a failure that is reported from outside; nothing is done about it yet. */
    public AttemptVerdict judgeFailure(ActivityTask task, FailureInfo failure, Set<String> types) {
        AttemptVerdict verdict = judge.failed(task, failure, types);
        ActivityReporter.log(task, verdict);
        return verdict;
    }

    /**
     * A sign of life from outside.
     *
     * @param attempt which attempt is alive; 0 for the current one
     * @return what the sender is to know
     */
    public HeartbeatAnswer heartbeat(UUID runId, int scheduledEventId, int attempt, @Nullable Payload details) {
        Attempt alive;
        boolean cancelRequested;
        lock.lock();
        try {
            @Nullable Attempt found = pending.find(runId, scheduledEventId);
            if (found == null
                    || !found.state().isUnderWay()
                    || attempt != 0 && attempt != found.task().attempt()) {
                return HeartbeatAnswer.NOT_UNDER_WAY;
            }
            alive = found;
            cancelRequested = found.isCancelRequested();
        } finally {
            lock.unlock();
        }
        progress.signOfLife(alive, details);
        return cancelRequested ? HeartbeatAnswer.CANCEL_REQUESTED : HeartbeatAnswer.NOTED;
    }
}
