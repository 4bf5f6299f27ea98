package dev.durable.history;

import dev.durable.payload.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An update was accepted: its validator had no objection, and its handler runs. Updates that are refused leave no event.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param updateId identity given by the caller, unique within the run
 * @param updateName name of the update
 * @param input its arguments
 * @param header context that travels with it, by name; see {@link dev.durable.payload.Payload}
 */
public record WorkflowExecutionUpdateAccepted(
        int eventId, Instant time, String updateId, String updateName, List<Payload> input, Map<String, Payload> header)
        implements InboundEvent {

    /** Copies collections. */
    public WorkflowExecutionUpdateAccepted {
        input = List.copyOf(input);
        header = Map.copyOf(header);
    }

    @Override
    public WorkflowExecutionUpdateAccepted at(int newEventId, Instant newTime) {
        return new WorkflowExecutionUpdateAccepted(newEventId, newTime, updateId, updateName, input, header);
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionUpdateAccepted;
    }
}
