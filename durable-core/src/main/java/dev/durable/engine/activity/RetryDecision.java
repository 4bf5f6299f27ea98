package dev.durable.engine.activity;

import dev.durable.activity.RetryPolicy;
import dev.durable.failure.RetryState;
import dev.durable.payload.FailureInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What follows from the failure of an attempt. */
sealed interface RetryDecision {

    /** Another attempt is made. */
    record Retry(Instant at) implements RetryDecision {}

    /** The activity has failed. */
    record GiveUp(RetryState reason) implements RetryDecision {}

    /**
     * Decides.
     *
     * @param task the attempt that failed
     * @param failure what went wrong; it may say itself that another attempt is pointless, or when it is made
     * @param types the names under which the policy may exclude the failure, see {@link FailureTypes}
     * @param now when it failed
     */
    static RetryDecision after(ActivityTask task, FailureInfo failure, Set<String> types, Instant now) {
        if (task.cancelRequested()) {
            return new GiveUp(RetryState.CANCEL_REQUESTED);
        }
        RetryPolicy policy = task.scheduled().retryPolicy();
        if (failure.nonRetryable() || policy.nonRetryableTypes().stream().anyMatch(types::contains)) {
            return new GiveUp(RetryState.NON_RETRYABLE_FAILURE);
        }
        if (!policy.allowsAttemptAfter(task.attempt())) {
            return new GiveUp(RetryState.MAXIMUM_ATTEMPTS_REACHED);
        }
        Instant next = Deadline.plus(now, pause(policy, task.attempt(), failure.nextRetryDelay()));
        @Nullable Deadline close = Deadline.scheduleToClose(task);
        if (close != null && close.hasPassed(next)) {
            return new GiveUp(RetryState.TIMEOUT);
        }
        return new Retry(next);
    }

    private static Duration pause(RetryPolicy policy, int attempt, @Nullable Duration own) {
        if (own == null) {
            return policy.intervalAfter(attempt);
        }
        return own.isNegative() ? Duration.ZERO : own;
    }
}
