package dev.durable.engine.replay;

import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.history.WorkflowExecutionUpdateCompleted;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The updates that one run has accepted. Confined to the run. */
final class RunUpdates {

    private final Map<String, KnownUpdate> updates = new HashMap<>();

    void accepted(WorkflowExecutionUpdateAccepted event) {
        updates.put(event.updateId(), new KnownUpdate(event.eventId(), null));
    }

    void completed(String updateId, WorkflowExecutionUpdateCompleted event) {
        updates.put(updateId, new KnownUpdate(event.acceptedEventId(), event));
    }

    @Nullable
    KnownUpdate find(String updateId) {
        return updates.get(updateId);
    }
}
