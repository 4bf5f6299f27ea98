package dev.durable.history;

import dev.durable.payload.Payload;
import java.time.Instant;
import java.util.List;

/**
 * The run began. Always event 1.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param workflowId the business key
 * @param workflowType name of the workflow type
 * @param taskQueue queue on which the run was placed
 * @param input arguments of the workflow method
 * @param engineVersion version of the engine's rules under which the run began; later engines keep to it
 */
public record WorkflowExecutionStarted(
        int eventId,
        Instant time,
        String workflowId,
        String workflowType,
        String taskQueue,
        List<Payload> input,
        int engineVersion)
        implements InboundEvent {

    /** Version of the engine's rules that new runs begin under. */
    public static final int CURRENT_ENGINE_VERSION = 1;

    /** Copies the list. */
    public WorkflowExecutionStarted {
        input = List.copyOf(input);
    }

    @Override
    public WorkflowExecutionStarted at(int newEventId, Instant newTime) {
        return new WorkflowExecutionStarted(
                newEventId, newTime, workflowId, workflowType, taskQueue, input, engineVersion);
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionStarted;
    }
}
