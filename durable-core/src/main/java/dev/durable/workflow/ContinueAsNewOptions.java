package dev.durable.workflow;

import dev.durable.activity.RetryPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the run after a continue-as-new does otherwise than this one. Immutable; each {@code with…} method returns a copy.
 *
 * @param taskQueue its task queue, or null for the one of this run
 * @param runTimeout longest time of the new run, or null for the limit of this one
 * @param retryPolicy how the new run is repeated when it fails, or null for the policy of this one
 */
public record ContinueAsNewOptions(
        @Nullable String taskQueue,
        @Nullable Duration runTimeout,
        @Nullable RetryPolicy retryPolicy) {

    /** Everything as it is. */
    public static final ContinueAsNewOptions NONE = new ContinueAsNewOptions(null, null, null);

    /** Another task queue. */
    public ContinueAsNewOptions withTaskQueue(String queue) {
        return new ContinueAsNewOptions(queue, runTimeout, retryPolicy);
    }

    /** Another limit of the run. */
    public ContinueAsNewOptions withRunTimeout(Duration timeout) {
        return new ContinueAsNewOptions(taskQueue, timeout, retryPolicy);
    }

    /** Another retry policy. */
    public ContinueAsNewOptions withRetryPolicy(RetryPolicy policy) {
        return new ContinueAsNewOptions(taskQueue, runTimeout, policy);
    }
}
