package dev.durable.schedule;

import dev.durable.activity.RetryOptions;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.search.SearchAttributes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a schedule are started with, beside their arguments. What is not set is as the workflow type declares it.
 *
 * @param executionTimeout longest time for all runs together that follow from one action, or null
 * @param runTimeout longest time for each run, or null
 * @param retry how a run that failed or timed out is repeated, or null
 * @param searchAttributes facts by which the runs can be found
 */
public record ScheduledRunOptions(
        @Nullable Duration executionTimeout,
        @Nullable Duration runTimeout,
        @Nullable RetryOptions retry,
        SearchAttributes searchAttributes) {

    /** Leaves everything to the workflow type. */
    public static final ScheduledRunOptions NONE = new ScheduledRunOptions(null, null, null, SearchAttributes.EMPTY);

    /** Checks the values. */
    public ScheduledRunOptions {
        requirePositive("execution timeout", executionTimeout);
        requirePositive("run timeout", runTimeout);
        try {
            searchAttributes.requireNoneReserved();
            if (retry != null) {
                retry.toPolicy();
            }
        } catch (IllegalArgumentException e) {
            throw new DurableException(ErrorCode.SCHEDULE_ILLEGAL, e.getMessage() + ".", e);
        }
    }

    private static void requirePositive(String what, @Nullable Duration duration) {
        if (duration != null && (duration.isZero() || duration.isNegative())) {
            throw new DurableException(
                    ErrorCode.SCHEDULE_ILLEGAL, "The " + what + " must be positive but is " + duration + ".");
        }
    }
}
