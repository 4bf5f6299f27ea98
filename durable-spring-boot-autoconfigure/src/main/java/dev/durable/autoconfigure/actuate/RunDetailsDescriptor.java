package dev.durable.autoconfigure.actuate;

import dev.durable.client.FailedAttempt;
import dev.durable.client.PendingActivity;
import dev.durable.client.WorkflowDescription;
import dev.durable.client.WorkflowDescription.PendingTimer;
import dev.durable.client.WorkflowDescription.WaitingMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one run.
 *
 * @param failure why it failed, or null if its status is another one
 * @param waitingFor what each of its threads waits for, or why that cannot be told
 */
record RunDetailsDescriptor(
        RunDescriptor run,
        int historyLength,
        @Nullable FailureDescriptor failure,
        List<String> waitingFor,
        List<Activity> pendingActivities,
        List<PendingTimer> pendingTimers,
        List<WaitingMessage> waitingMessages,
        List<Attempt> failedAttempts,
        Map<String, @Nullable Object> memo,
        Map<String, Integer> changeVersions) {

    static RunDetailsDescriptor of(WorkflowDescription run, List<String> waitingFor, ShownValues values) {
        Map<String, @Nullable Object> memo = new TreeMap<>();
        run.memo().payloads().forEach((key, payload) -> memo.put(key, values.value(payload)));
        return new RunDetailsDescriptor(
                RunDescriptor.of(run.summary()),
                run.historyLength(),
                values.failureOrNull(run.failure()),
                waitingFor,
                run.pendingActivities().stream()
                        .map(activity -> Activity.of(activity, values))
                        .toList(),
                run.pendingTimers(),
                run.waitingMessages(),
                run.failedAttempts().stream()
                        .map(attempt -> Attempt.of(attempt, values))
                        .toList(),
                memo,
                new TreeMap<>(run.changeVersions()));
    }

    /** An activity that has been scheduled and has no result yet. */
    record Activity(
            String activityType,
            int scheduledEventId,
            Instant scheduledAt,
            String summary,
            PendingActivity.State state,
            boolean cancelRequested,
            int attempt,
            @Nullable Instant startedAt,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant heartbeatAt,
            @Nullable Object heartbeatDetails,
            @Nullable FailureDescriptor lastFailure) {

        static Activity of(PendingActivity activity, ShownValues values) {
            return new Activity(
                    activity.activityType(),
                    activity.scheduledEventId(),
                    activity.scheduledAt(),
                    activity.summary(),
                    activity.state(),
                    activity.cancelRequested(),
                    activity.attempt(),
                    activity.startedAt(),
                    activity.nextAttemptAt(),
                    activity.heartbeatAt(),
                    activity.heartbeatDetails() == null ? null : values.value(activity.heartbeatDetails()),
                    values.failureOrNull(activity.lastFailure()));
        }
    }

    /**
     * An attempt that failed.
     *
     * @param scheduledEventId event that scheduled the activity, or 0 if it was the workflow's code
     */
    record Attempt(
            int scheduledEventId,
            int attempt,
            Instant failedAt,
            @Nullable Instant nextAttemptAt,
            FailureDescriptor failure) {

        static Attempt of(FailedAttempt attempt, ShownValues values) {
            return new Attempt(
                    attempt.scheduledEventId(),
                    attempt.attempt(),
                    attempt.failedAt(),
                    attempt.nextAttemptAt(),
                    values.failure(attempt.failure()));
        }
    }
}
