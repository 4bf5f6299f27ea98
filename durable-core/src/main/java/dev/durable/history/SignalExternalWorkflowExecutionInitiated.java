package dev.durable.history;

import dev.durable.payload.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The workflow sends a signal to another one.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param workflowId the business key of the other
 * @param runId its run, or null for whichever is open
 * @param signalName name of the signal
 * @param input its arguments
 * @param header context that travels with it, by name; see {@link dev.durable.payload.Payload}
 */
public record SignalExternalWorkflowExecutionInitiated(
        int eventId,
        Instant time,
        String workflowId,
        @Nullable UUID runId,
        String signalName,
        List<Payload> input,
        Map<String, Payload> header)
        implements CommandEvent {

    /** Copies collections. */
    public SignalExternalWorkflowExecutionInitiated {
        input = List.copyOf(input);
        header = Map.copyOf(header);
    }

    @Override
    public EventType type() {
        return EventType.SignalExternalWorkflowExecutionInitiated;
    }
}
