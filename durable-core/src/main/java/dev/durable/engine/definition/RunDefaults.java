package dev.durable.engine.definition;

import dev.durable.activity.RetryOptions;
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
}
