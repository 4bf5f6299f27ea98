package dev.durable.engine.client;

import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.payload.Payload;
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

    /** Whether there is something that an open run can be given instead of starting another one. */
    boolean hasMessages() {
        return !signals.isEmpty() || update != null;
    }

    StartRequest withSignals(List<WorkflowExecutionSignaled> remaining) {
        return new StartRequest(type, options, input, header, remaining, update);
    }
}
