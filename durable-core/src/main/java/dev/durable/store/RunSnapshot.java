package dev.durable.store;

import dev.durable.history.HistoryEvent;
import java.util.List;
import java.util.UUID;

/**
 * What a node needs to know of a run to take it up.
 *
 * @param runId the run
 * @param history all its events, in order
 * @param messages the messages that wait for it, in the order of their ids
 * @param activityTasks the retry states of its activities
 */
public record RunSnapshot(
        UUID runId, List<HistoryEvent> history, List<StoredMessage> messages, List<ActivityTaskState> activityTasks) {

    /** Copies the lists. */
    public RunSnapshot {
        history = List.copyOf(history);
        messages = List.copyOf(messages);
        activityTasks = List.copyOf(activityTasks);
    }
}
