package dev.durable.client;

import dev.durable.history.EventType;
import dev.durable.payload.FailureInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts about one run.
 *
 * @param summary what a listing shows
 * @param historyLength number of events
 * @param failure why it failed, or null if its status is another one
 * @param pendingActivities activities that are scheduled and not closed
 * @param pendingTimers timers that have not fired, by due time
 * @param pendingMessages messages that are stored and not yet in the history
 * @param waitingMessages the same one by one, in their order: on their way, held because nothing in the code takes them yet, or waiting
 *     for working code
 * @param failedAttempts the latest failed attempts of activities and of workflow code, newest first
 * @param memo facts for people
 * @param changeVersions the versions that the run goes by, by change id
 */
public record WorkflowDescription(
        WorkflowSummary summary,
        int historyLength,
        @Nullable FailureInfo failure,
        List<PendingActivity> pendingActivities,
        List<PendingTimer> pendingTimers,
        int pendingMessages,
        List<WaitingMessage> waitingMessages,
        List<FailedAttempt> failedAttempts,
        Memo memo,
        Map<String, Integer> changeVersions) {

    /** Copies the collections. */
    public WorkflowDescription {
        pendingActivities = List.copyOf(pendingActivities);
        pendingTimers = List.copyOf(pendingTimers);
        waitingMessages = List.copyOf(waitingMessages);
        failedAttempts = List.copyOf(failedAttempts);
        changeVersions = Map.copyOf(changeVersions);
    }

    /**
     * A timer that has not fired.
     *
     * @param startedEventId the event that started it
     * @param dueAt when it is due
     */
    public record PendingTimer(int startedEventId, Instant dueAt) {}

    /**
     * A message that is not in the history yet.
     *
     * @param type the event that it will become
     * @param name name of the signal or update, empty for other messages
     * @param acceptedAt when it was stored
     */
    public record WaitingMessage(EventType type, String name, Instant acceptedAt) {}
}
