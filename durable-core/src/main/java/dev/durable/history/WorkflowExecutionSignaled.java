package dev.durable.history;

import dev.durable.payload.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signal arrived.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param signalName name of the signal
 * @param input its arguments
 * @param header context that travels with it, by name; see {@link dev.durable.payload.Payload}
 * @param requestId identity given by the sender, by which a second copy is recognized, or null
 */
public record WorkflowExecutionSignaled(
        int eventId,
        Instant time,
        String signalName,
        List<Payload> input,
        Map<String, Payload> header,
        @Nullable String requestId)
        implements InboundEvent {

    /** Copies collections. */
    public WorkflowExecutionSignaled {
        input = List.copyOf(input);
        header = Map.copyOf(header);
    }

    /** A signal without a request id and without context. */
    public WorkflowExecutionSignaled(int eventId, Instant time, String signalName, List<Payload> input) {
        this(eventId, time, signalName, input, Map.of(), null);
    }

    @Override
    public boolean mayComeTooLate() {
        return true;
    }

    @Override
    public WorkflowExecutionSignaled at(int newEventId, Instant newTime) {
        return new WorkflowExecutionSignaled(newEventId, newTime, signalName, input, header, requestId);
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionSignaled;
    }
}
