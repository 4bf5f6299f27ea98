package dev.durable.engine.definition;

import dev.durable.activity.RetryOptions;
import dev.durable.activity.RetryPolicy;
import dev.durable.history.RunOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow type says about the time limits and the repetition of its runs, where a start says nothing.
 *
 * @param executionTimeout longest time for all runs together, or null for no limit
 * @param runTimeout longest time for each run, or null for no limit
 * @param retry how a failed run is repeated, or null if it is not
 */
public record RunDefaults(
        @Nullable Duration executionTimeout,
        @Nullable Duration runTimeout,
        @Nullable RetryOptions retry) {

    /** No limits, no repetition. */
    public static final RunDefaults NONE = new RunDefaults(null, null, null);

    /**
     * The options of a run whose start says something of its own; null where it says nothing.
     *
     * @throws IllegalArgumentException if the retry options do not fit together
     */
    public RunOptions overriddenBy(
            @Nullable Duration ownExecutionTimeout,
            @Nullable Duration ownRunTimeout,
            @Nullable RetryOptions ownRetry,
            Duration startDelay) {
        return new RunOptions(
                ownExecutionTimeout != null ? ownExecutionTimeout : executionTimeout,
                null,
                ownRunTimeout != null ? ownRunTimeout : runTimeout,
                retryPolicy(ownRetry),
                startDelay);
    }

    /** The options of a child whose start says something of its own; null where it says nothing. */
    public RunOptions ofChild(
            @Nullable Duration ownExecutionTimeout, @Nullable Duration ownRunTimeout, @Nullable RetryPolicy ownRetry) {
        RunOptions declared = overriddenBy(ownExecutionTimeout, ownRunTimeout, null, Duration.ZERO);
        return ownRetry == null
                ? declared
                : new RunOptions(declared.executionTimeout(), null, declared.runTimeout(), ownRetry, Duration.ZERO);
    }

    private @Nullable RetryPolicy retryPolicy(@Nullable RetryOptions own) {
        if (own == null || retry == null) {
            RetryOptions only = own != null ? own : retry;
            return only == null ? null : only.toPolicy();
        }
        return retry.overriddenBy(own).toPolicy();
    }
}
