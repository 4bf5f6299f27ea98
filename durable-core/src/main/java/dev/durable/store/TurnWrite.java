package dev.durable.store;

import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowStatus;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.search.SearchAttributes;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one turn of one run writes.
 *
 * @param runId the run
 * @param nodeId the writing node, which must own the run (unless the turn creates it)
 * @param newRun the row to be inserted if the turn starts the run, else null
 * @param events the events to be appended, in order
 * @param closing how the run ends with this turn, or null if it goes on
 * @param consumedMessages messages that became events in this turn: deleted, and subtracted from the pending ones
 * @param parkedMessages events that could not be applied and are kept as messages: inserted, and added to the pending ones
 *     (without making the run due: its owner knows)
 * @param activityTasks retry states of activities to be inserted or replaced
 * @param endedActivityTasks ids of activities whose retry state is no longer needed; absent rows are no conflict
 * @param failedAttempts attempts that failed and are to be shown; an existing one with the same key is left alone, and of each
 *     activity only the latest 100 need be kept
 * @param searchAttributes change of the search attributes by which the run is found
 * @param newStatus status of the run from now on, if it changes and the run stays open, else null
 * @param output what is written of other runs
 */
public record TurnWrite(
        UUID runId,
        UUID nodeId,
        @Nullable NewRun newRun,
        List<HistoryEvent> events,
        @Nullable RunClosing closing,
        List<UUID> consumedMessages,
        List<StoredMessage> parkedMessages,
        List<ActivityTaskState> activityTasks,
        List<Integer> endedActivityTasks,
        List<FailedAttempt> failedAttempts,
        SearchAttributes searchAttributes,
        @Nullable WorkflowStatus newStatus,
        TurnOutput output) {

    /** Copies the lists. */
    public TurnWrite {
        events = List.copyOf(events);
        consumedMessages = List.copyOf(consumedMessages);
        parkedMessages = List.copyOf(parkedMessages);
        activityTasks = List.copyOf(activityTasks);
        endedActivityTasks = List.copyOf(endedActivityTasks);
        failedAttempts = List.copyOf(failedAttempts);
    }

    /** A turn of one run that touches no other, and changes neither search attributes nor status. */
    public TurnWrite(
            UUID runId,
            UUID nodeId,
            @Nullable NewRun newRun,
            List<HistoryEvent> events,
            @Nullable RunClosing closing,
            List<UUID> consumedMessages,
            List<StoredMessage> parkedMessages,
            List<ActivityTaskState> activityTasks,
            List<Integer> endedActivityTasks,
            List<FailedAttempt> failedAttempts) {
        this(
                runId,
                nodeId,
                newRun,
                events,
                closing,
                consumedMessages,
                parkedMessages,
                activityTasks,
                endedActivityTasks,
                failedAttempts,
                SearchAttributes.EMPTY,
                null,
                TurnOutput.NONE);
    }

    /** A turn that starts a run, whose first events are given. */
    public static TurnWrite ofStart(UUID runId, UUID nodeId, NewRun newRun, List<? extends HistoryEvent> events) {
        return new TurnWrite(
                runId,
                nodeId,
                newRun,
                List.copyOf(events),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** The same start with a longer history, and what waits for the run. */
    public TurnWrite withHistory(
            List<HistoryEvent> history, List<StoredMessage> messages, List<ActivityTaskState> states) {
        return new TurnWrite(
                runId,
                nodeId,
                newRun,
                history,
                closing,
                consumedMessages,
                messages,
                states,
                endedActivityTasks,
                failedAttempts,
                searchAttributes,
                newStatus,
                output);
    }

    /** The same turn with a change of search attributes. */
    public TurnWrite withSearchAttributes(SearchAttributes change) {
        return new TurnWrite(
                runId,
                nodeId,
                newRun,
                events,
                closing,
                consumedMessages,
                parkedMessages,
                activityTasks,
                endedActivityTasks,
                failedAttempts,
                change,
                newStatus,
                output);
    }

    /** The same turn with messages that are kept for the run. */
    public TurnWrite withParkedMessages(List<StoredMessage> messages) {
        return new TurnWrite(
                runId,
                nodeId,
                newRun,
                events,
                closing,
                consumedMessages,
                messages,
                activityTasks,
                endedActivityTasks,
                failedAttempts,
                searchAttributes,
                newStatus,
                output);
    }

    /** A turn that only appends events. */
    public static TurnWrite ofEvents(UUID runId, UUID nodeId, List<? extends HistoryEvent> events) {
        return new TurnWrite(
                runId, nodeId, null, List.copyOf(events), null, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** Whether the run's row has to be updated (an insert is not an update), if only to see that it is the node's. */
    public boolean updatesRun() {
        return newRun == null
                && (closing != null
                        || newStatus != null
                        || !consumedMessages.isEmpty()
                        || !parkedMessages.isEmpty()
                        || !activityTasks.isEmpty()
                        || !endedActivityTasks.isEmpty()
                        || mayBeMadeAlike());
    }

    /**
     * Whether another node could make the very same turn, because nothing but commands is appended: the first step of a run that was stored
     * before follows from its start. The ids of its events are no fence then: whose it is says the run's row alone.
     */
    public boolean mayBeMadeAlike() {
        return newRun == null && closing == null && !events.isEmpty() && !(events.get(0) instanceof InboundEvent);
    }
}
