package dev.durable.engine.client;

import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.payload.Payload;
import dev.durable.workflow.WorkflowIdConflictPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A start, and the messages that come with it.
 *
 * @param type what is started
 * @param options what the caller says about it
 * @param input arguments of the workflow method
 * @param header context that travels with it
 * @param signals signals that the run gets with its start; an open run gets them instead
 * @param update an update that the run is asked for with its start, or null; an open run is asked instead
 */
record StartRequest(
        StartedType type,
        StartOptions options,
        List<Payload> input,
        Map<String, Payload> header,
        List<WorkflowExecutionSignaled> signals,
        @Nullable WorkflowExecutionUpdateAccepted update) {

    /** Copies the list. */
    StartRequest {
        signals = List.copyOf(signals);
    }

    /** What is done if a run of the id is open: unless the caller says otherwise, it is given the messages, if there are any. */
    WorkflowIdConflictPolicy conflictPolicy() {
        WorkflowIdConflictPolicy chosen = options.idConflictPolicy();
        if (chosen != null) {
            return chosen;
        }
        return signals.isEmpty() && update == null
                ? WorkflowIdConflictPolicy.FAIL
                : WorkflowIdConflictPolicy.USE_EXISTING;
    }

    StartRequest withSignals(List<WorkflowExecutionSignaled> remaining) {
        return new StartRequest(type, options, input, header, remaining, update);
    }
}
