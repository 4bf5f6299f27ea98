package dev.durable.history;

import dev.durable.payload.Payload;
import java.time.Instant;
import java.util.List;

/**
 * A signal arrived.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param signalName name of the signal
 * @param input its arguments
 */
public record WorkflowExecutionSignaled(int eventId, Instant time, String signalName, List<Payload> input)
        implements InboundEvent {

    /** Copies the list. */
    public WorkflowExecutionSignaled {
        input = List.copyOf(input);
    }

    @Override
    public WorkflowExecutionSignaled at(int newEventId, Instant newTime) {
        return new WorkflowExecutionSignaled(newEventId, newTime, signalName, input);
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionSignaled;
    }
}
