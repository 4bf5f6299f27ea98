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
 * @param startToCloseTimeout Longest time of one attempt; durable.activity.start-to-close-timeout if not set anywhere.
 * @param scheduleToStartTimeout Longest time between scheduling and the start of the first attempt; unlimited if not set anywhere.
 * @param scheduleToCloseTimeout Longest time for all attempts and pauses together; unlimited if not set anywhere.
 * @param heartbeatTimeout Longest time between two heartbeats of a running attempt; none are expected if not set anywhere.
 * @param taskQueue Task queue whose instances execute the activity; that of the calling run if not set anywhere.
 * @param priority Which of several waiting activities of a task queue begins first, from 1 (before all others) to 5; 3 if not set anywhere.
 * @param cancellationType What happens when the cancellation scope of a call is canceled; try-cancel if not set anywhere.
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
     * @param initialInterval Pause before the second attempt; 1s if not set anywhere.
     * @param backoffCoefficient Factor by which each further pause grows, at least 1; 2 if not set anywhere.
     * @param maximumInterval Longest pause; 100 times the initial one if not set anywhere.
     * @param maximumAttempts Attempts in all, the first included; 0 means unlimited, as if not set anywhere, 1 at most once.
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
