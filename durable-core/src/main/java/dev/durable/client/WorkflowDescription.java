package dev.durable.client;

import java.time.Instant;
import java.util.List;

/**
 * Facts about one run.
 *
 * @param summary what a listing shows
 * @param historyLength number of events
 * @param pendingActivities activities that are scheduled and not closed
 * @param pendingTimers timers that have not fired, by due time
 * @param pendingMessages messages that are stored and not yet in the history
 * @param failedAttempts the latest failed attempts of activities and of workflow code, newest first
 */
public record WorkflowDescription(
        WorkflowSummary summary,
        int historyLength,
        List<PendingActivity> pendingActivities,
        List<PendingTimer> pendingTimers,
        int pendingMessages,
        List<FailedAttempt> failedAttempts) {

    /** Copies the lists. */
    public WorkflowDescription {
        pendingActivities = List.copyOf(pendingActivities);
        pendingTimers = List.copyOf(pendingTimers);
        failedAttempts = List.copyOf(failedAttempts);
    }

    /**
     * A timer that has not fired.
     *
     * @param startedEventId the event that started it
     * @param dueAt when it is due
     */
    public record PendingTimer(int startedEventId, Instant dueAt) {}
}
