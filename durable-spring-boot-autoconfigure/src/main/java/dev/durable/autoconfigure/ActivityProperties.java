package dev.durable.autoconfigure;

import dev.durable.activity.ActivityCancellationType;
import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of one activity, or of all methods of an activity type. They go before annotations and after options given at the
 * call.
 *
 * @param startToCloseTimeout Longest time of one attempt.
 * @param scheduleToStartTimeout Longest time between scheduling and the start of the first attempt.
 * @param scheduleToCloseTimeout Longest time for all attempts and pauses together.
 * @param heartbeatTimeout Longest time between two heartbeats of a running attempt.
 * @param taskQueue Task queue whose instances execute the activity.
 * @param priority Which of several waiting activities of a task queue begins first, from 1 (before all others) to 5.
 * @param cancellationType What happens when the cancellation scope of a call is canceled.
 * @param retry How failed attempts are repeated.
 */
public record ActivityProperties(
        @Nullable Duration startToCloseTimeout,
        @Nullable Duration scheduleToStartTimeout,
        @Nullable Duration scheduleToCloseTimeout,
        @Nullable Duration heartbeatTimeout,
        @Nullable String taskQueue,
        @Nullable Integer priority,
        @Nullable ActivityCancellationType cancellationType,
        @DefaultValue Retry retry) {

    /** The same as the engine takes it. */
    ActivityOptions toOptions() {
        return new ActivityOptions(
                taskQueue,
                startToCloseTimeout,
                scheduleToStartTimeout,
                scheduleToCloseTimeout,
                heartbeatTimeout,
                retry.toOptions(),
                cancellationType,
                priority,
                null);
    }

    /**
     * How failed attempts are repeated.
     *
     * @param initialInterval Pause before the second attempt.
     * @param backoffCoefficient Factor by which each further pause grows; at least 1.
     * @param maximumInterval Longest pause.
     * @param maximumAttempts Attempts in all, the first included; 0 means unlimited, 1 at most once.
     * @param nonRetryableTypes Failure types (class names of exceptions) after which no further attempt is made.
     */
    public record Retry(
            @Nullable Duration initialInterval,
            @Nullable Double backoffCoefficient,
            @Nullable Duration maximumInterval,
            @Nullable Integer maximumAttempts,
            @Nullable List<String> nonRetryableTypes) {

        RetryOptions toOptions() {
            return new RetryOptions(
                    initialInterval, backoffCoefficient, maximumInterval, maximumAttempts, nonRetryableTypes);
        }
    }
}
