package dev.durable.history;

import dev.durable.activity.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Time limits of a run, and how it is repeated.
 *
 * @param executionTimeout longest time for all runs of the chain together, or null for no limit
 * @param expiresAt when the execution timeout is over: fixed when the first run starts; null for no limit
 * @param runTimeout longest time for each run, or null for no limit
 * @param retryPolicy how a failed run is repeated as a new one, or null if it is not
 * @param startDelay how long the first step waits after the start; a message ends the wait
 */
public record RunOptions(
        @Nullable Duration executionTimeout,
        @Nullable Instant expiresAt,
        @Nullable Duration runTimeout,
        @Nullable RetryPolicy retryPolicy,
        Duration startDelay) {

    /** No limits, no repetition, no delay. */
    public static final RunOptions NONE = new RunOptions(null, null, null, null, Duration.ZERO);

    /** The same with the moment at which the execution timeout is over, counted from the start of the first run. */
    public RunOptions startedAt(Instant start) {
        return executionTimeout == null || expiresAt != null
                ? this
                : new RunOptions(executionTimeout, start.plus(executionTimeout), runTimeout, retryPolicy, startDelay);
    }

    /** The same for a run that starts anew: the execution timeout counts from then on. */
    public RunOptions renewedAt(Instant start) {
        return new RunOptions(executionTimeout, null, runTimeout, retryPolicy, startDelay).startedAt(start);
    }

    /** The same with another delay of the first step. */
    public RunOptions withStartDelay(Duration delay) {
        return new RunOptions(executionTimeout, expiresAt, runTimeout, retryPolicy, delay);
    }
}
