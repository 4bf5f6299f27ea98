package dev.durable.interceptor;

import dev.durable.context.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The start of a child by workflow code. Type and id are there to be read; changed arguments and headers count.
 *
 * @param workflowType name of the workflow type
 * @param workflowId the business key, or null if the engine gives one
 * @param arguments the arguments
 * @param header what travels beside the arguments
 */
public record ChildCall(
        String workflowType, @Nullable String workflowId, List<@Nullable Object> arguments, Header header) {

    /** Copies the lists. */
    public ChildCall {
        arguments = Arguments.copyOf(arguments);
    }

    /** The call with other arguments. */
    public ChildCall withArguments(List<? extends @Nullable Object> newArguments) {
        return new ChildCall(workflowType, workflowId, Arguments.copyOf(newArguments), header);
    }

    /** The call with another header. */
    public ChildCall withHeader(Header newHeader) {
        return new ChildCall(workflowType, workflowId, arguments, newHeader);
    }
}
