package dev.durable.engine.activity;

import dev.durable.engine.time.TimeSource;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.Payload;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as its own code sees it. Confined to the thread of the attempt.
 *
 * @param attempt the attempt
 * @param progress takes its signs of life
 * @param time by which it waits
 */
record RunningAttempt(Attempt attempt, AttemptProgress progress, TimeSource time) {

    /** Notes the sign of life even if the code is to stop: it may need some time for that. */
    void heartbeat(@Nullable Payload details) {
        attempt.thread().requireWanted();
        progress.signOfLife(attempt, details);
        attempt.thread().requireNotToStop();
    }

    /** Returns when it is durable that the result comes from outside. */
    void completeLater() {
        requireNotLocal("completed later");
        requireNotInTransaction();
        attempt.thread().requireNotToStop();
        try {
            time.await(progress.endsOutside(attempt));
        } catch (InterruptedException e) {
            attempt.endsOutside(false);
            attempt.thread().requireNotToStop();
            Thread.currentThread().interrupt();
            throw new CanceledFailure("The thread was interrupted before the attempt could be completed later");
        } catch (ExecutionException e) {
            attempt.endsOutside(false);
            throw new CanceledFailure("The attempt cannot be completed later: " + e.getMessage());
        }
    }

    ActivityToken token() {
        requireNotLocal("identified by a token");
        ActivityTask task = attempt.task();
        return new ActivityToken(task.runId(), task.scheduledEventId(), task.attempt());
    }

    private void requireNotInTransaction() {
        if (attempt.isInTransaction()) {
            throw new DurableException(
                    ErrorCode.ACTIVITY_TRANSACTIONAL,
                    "Activity " + attempt.task().scheduled().activityType() + " of workflow '"
                            + attempt.task().workflowId() + "' cannot be completed later: it is transactional.");
        }
    }

    private void requireNotLocal(String what) {
        if (attempt.task().isLocal()) {
            throw new DurableException(
                    ErrorCode.LOCAL_ACTIVITY_LIMITED,
                    "Local activity " + attempt.task().scheduled().activityType() + " of workflow '"
                            + attempt.task().workflowId() + "' cannot be " + what + ".");
        }
    }
}
