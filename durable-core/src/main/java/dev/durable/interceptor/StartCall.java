package dev.durable.interceptor;

import dev.durable.context.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The start of a workflow by the client. Type, id and messages are there to be read; changed arguments and headers count.
 *
 * @param workflowType name of the workflow type
 * @param workflowId the business key
 * @param arguments the arguments
 * @param signals names of the signals that come with the start
 * @param update name of the update that comes with the start, or null
 * @param header what travels beside the arguments
 */
public record StartCall(
        String workflowType,
        String workflowId,
        List<@Nullable Object> arguments,
        List<String> signals,
        @Nullable String update,
        Header header) {

    /** Copies the lists. */
    public StartCall {
        arguments = Arguments.copyOf(arguments);
        signals = List.copyOf(signals);
    }

    /** The call with other arguments. */
    public StartCall withArguments(List<? extends @Nullable Object> newArguments) {
        return new StartCall(workflowType, workflowId, Arguments.copyOf(newArguments), signals, update, header);
    }

    /** The call with another header. */
    public StartCall withHeader(Header newHeader) {
        return new StartCall(workflowType, workflowId, arguments, signals, update, newHeader);
    }
}
