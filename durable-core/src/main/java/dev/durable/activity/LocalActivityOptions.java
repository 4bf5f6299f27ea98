package dev.durable.activity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of local activities at a call site, each of which may be left open; then what is declared and configured for the activity
 * counts. Immutable; each {@code with…} method returns a copy.
 *
 * @param startToCloseTimeout longest time of one attempt, or null if open
 * @param scheduleToCloseTimeout longest time for all attempts together, or null if open
 * @param retry how failed attempts are repeated
 */
public record LocalActivityOptions(
        @Nullable Duration startToCloseTimeout, @Nullable Duration scheduleToCloseTimeout, RetryOptions retry) {

    /** Leaves everything open. */
    public static final LocalActivityOptions NONE = new LocalActivityOptions(null, null, RetryOptions.NONE);

    /** These options with another limit for each attempt. */
    public LocalActivityOptions withStartToCloseTimeout(Duration timeout) {
        return new LocalActivityOptions(timeout, scheduleToCloseTimeout, retry);
    }

    /** These options with another limit for all attempts together. */
    public LocalActivityOptions withScheduleToCloseTimeout(Duration timeout) {
        return new LocalActivityOptions(startToCloseTimeout, timeout, retry);
    }

    /** These options with other retry settings. */
    public LocalActivityOptions withRetry(RetryOptions options) {
        return new LocalActivityOptions(startToCloseTimeout, scheduleToCloseTimeout, options);
    }
}
