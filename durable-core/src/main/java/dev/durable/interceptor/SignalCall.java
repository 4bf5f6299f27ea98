package dev.durable.interceptor;

import dev.durable.context.Header;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A signal to a workflow, of the client or of another workflow. Whom it goes to is there to be read; changed arguments and headers count.
 *
 * @param workflowId who gets it
 * @param runId which of its runs, or null for the open one
 * @param signalName name of the signal
 * @param arguments the arguments
 * @param header what travels beside the arguments
 */
public record SignalCall(
        String workflowId, @Nullable UUID runId, String signalName, List<@Nullable Object> arguments, Header header) {

    /** Copies the lists. */
    public SignalCall {
        arguments = Arguments.copyOf(arguments);
    }

    /** The call with other arguments. */
    public SignalCall withArguments(List<? extends @Nullable Object> newArguments) {
        return new SignalCall(workflowId, runId, signalName, Arguments.copyOf(newArguments), header);
    }

    /** The call with another header. */
    public SignalCall withHeader(Header newHeader) {
        return new SignalCall(workflowId, runId, signalName, arguments, newHeader);
    }
}
