package dev.durable.interceptor;

import dev.durable.client.UpdateStage;
import dev.durable.context.Header;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An update that the client asks a workflow for. Changed arguments and headers count.
 *
 * @param workflowId who is asked
 * @param runId which of its runs, or null for the open one
 * @param updateId identity of the update
 * @param updateName name of the update
 * @param waitFor how far the call waits
 * @param arguments the arguments
 * @param header what travels beside the arguments
 */
public record UpdateCall(
        String workflowId,
        @Nullable UUID runId,
        String updateId,
        String updateName,
        UpdateStage waitFor,
        List<@Nullable Object> arguments,
        Header header) {

    /** Copies the lists. */
    public UpdateCall {
        arguments = Arguments.copyOf(arguments);
    }

    /** The call with other arguments. */
    public UpdateCall withArguments(List<? extends @Nullable Object> newArguments) {
        return new UpdateCall(workflowId, runId, updateId, updateName, waitFor, Arguments.copyOf(newArguments), header);
    }

    /** The call with another header. */
    public UpdateCall withHeader(Header newHeader) {
        return new UpdateCall(workflowId, runId, updateId, updateName, waitFor, arguments, newHeader);
    }
}
