package dev.durable.activity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Activity settings of one level, each of which may be left open: annotations yield to the configuration, and that yields to
 * what is given at the call site. Immutable; each {@code with…} method returns a copy.
 *
 * @param taskQueue queue whose nodes run the activity, or null if open (the queue of the calling run)
 * @param startToCloseTimeout longest time of one attempt, or null if open
 * @param scheduleToStartTimeout longest wait for the first attempt to start, or null if open
 * @param scheduleToCloseTimeout longest time for all attempts together, or null if open
 * @param heartbeatTimeout longest time between heartbeats, or null if open
 * @param retry how failed attempts are repeated
 * @param cancellationType what happens when the scope of the call is canceled, or null if open ({@link
 *     ActivityCancellationType#TRY_CANCEL})
 * @param priority which of several waiting activities of a task queue begins first, from 1 (before all others) to 5, or null if open (3)
 * @param summary a few words about the call for people who look at the run, or null if open
 */
public record ActivityOptions(
        @Nullable String taskQueue,
        @Nullable Duration startToCloseTimeout,
        @Nullable Duration scheduleToStartTimeout,
        @Nullable Duration scheduleToCloseTimeout,
        @Nullable Duration heartbeatTimeout,
        RetryOptions retry,
        @Nullable ActivityCancellationType cancellationType,
        @Nullable Integer priority,
        @Nullable String summary) {

    /**
     * Checks the priority.
     *
     * @throws IllegalArgumentException if it is not from 1 to 5
     */
    public ActivityOptions {
        if (priority != null && (priority < 1 || priority > 5)) {
            throw new IllegalArgumentException("priority must be from 1 to 5 but is " + priority);
        }
    }

    /** Leaves everything open. */
    public static final ActivityOptions NONE =
            new ActivityOptions(null, null, null, null, null, RetryOptions.NONE, null, null);

    /** Options without a priority. */
    public ActivityOptions(
            @Nullable String taskQueue,
            @Nullable Duration startToCloseTimeout,
            @Nullable Duration scheduleToStartTimeout,
            @Nullable Duration scheduleToCloseTimeout,
            @Nullable Duration heartbeatTimeout,
            RetryOptions retry,
            @Nullable ActivityCancellationType cancellationType,
            @Nullable String summary) {
        this(
                taskQueue,
                startToCloseTimeout,
                scheduleToStartTimeout,
                scheduleToCloseTimeout,
                heartbeatTimeout,
                retry,
                cancellationType,
                null,
                summary);
    }

    /** These options with another task queue. */
    public ActivityOptions withTaskQueue(String queue) {
        return overriddenBy(new ActivityOptions(queue, null, null, null, null, RetryOptions.NONE, null, null));
    }

    /** These options with another limit for each attempt. */
    public ActivityOptions withStartToCloseTimeout(Duration timeout) {
        return overriddenBy(new ActivityOptions(null, timeout, null, null, null, RetryOptions.NONE, null, null));
    }

    /** These options with another limit for the wait before the first attempt. */
    public ActivityOptions withScheduleToStartTimeout(Duration timeout) {
        return overriddenBy(new ActivityOptions(null, null, timeout, null, null, RetryOptions.NONE, null, null));
    }

    /** These options with another limit for all attempts together. */
    public ActivityOptions withScheduleToCloseTimeout(Duration timeout) {
        return overriddenBy(new ActivityOptions(null, null, null, timeout, null, RetryOptions.NONE, null, null));
    }

    /** These options with another limit between heartbeats. */
    public ActivityOptions withHeartbeatTimeout(Duration timeout) {
        return overriddenBy(new ActivityOptions(null, null, null, null, timeout, RetryOptions.NONE, null, null));
    }

    /** These options with other retry settings. */
    public ActivityOptions withRetry(RetryOptions options) {
        return new ActivityOptions(
                taskQueue,
                startToCloseTimeout,
                scheduleToStartTimeout,
                scheduleToCloseTimeout,
                heartbeatTimeout,
                options,
                cancellationType,
                priority,
                summary);
    }

    /** These options with another behaviour when the scope of the call is canceled. */
    public ActivityOptions withCancellationType(ActivityCancellationType type) {
        return overriddenBy(new ActivityOptions(null, null, null, null, null, RetryOptions.NONE, type, null));
    }

    /**
     * These options with another priority among waiting activities of the same task queue.
     *
     * @param first from 1, which begins before all others, to 5
     */
    public ActivityOptions withPriority(int first) {
        return overriddenBy(new ActivityOptions(null, null, null, null, null, RetryOptions.NONE, null, first, null));
    }

    /** These options with a few words about the call, which descriptions of the run show. */
    public ActivityOptions withSummary(String text) {
        return overriddenBy(new ActivityOptions(null, null, null, null, null, RetryOptions.NONE, null, text));
    }

    /** These options with those of a narrower level laid over them. */
    public ActivityOptions overriddenBy(ActivityOptions narrower) {
        return new ActivityOptions(
                narrower.taskQueue != null ? narrower.taskQueue : taskQueue,
                narrower.startToCloseTimeout != null ? narrower.startToCloseTimeout : startToCloseTimeout,
                narrower.scheduleToStartTimeout != null ? narrower.scheduleToStartTimeout : scheduleToStartTimeout,
                narrower.scheduleToCloseTimeout != null ? narrower.scheduleToCloseTimeout : scheduleToCloseTimeout,
                narrower.heartbeatTimeout != null ? narrower.heartbeatTimeout : heartbeatTimeout,
                retry.overriddenBy(narrower.retry),
                narrower.cancellationType != null ? narrower.cancellationType : cancellationType,
                narrower.priority != null ? narrower.priority : priority,
                narrower.summary != null ? narrower.summary : summary);
    }

    /**
     * The timeouts, with the given limit for an attempt where none is set.
     *
     * @throws IllegalArgumentException if a limit is not positive
     */
    public ActivityTimeouts toTimeouts(Duration defaultStartToClose) {
        return new ActivityTimeouts(
                startToCloseTimeout != null ? startToCloseTimeout : defaultStartToClose,
                scheduleToStartTimeout,
                scheduleToCloseTimeout,
                heartbeatTimeout);
    }
}
