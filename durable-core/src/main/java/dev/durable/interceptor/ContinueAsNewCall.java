package dev.durable.interceptor;

import dev.durable.context.Header;
import dev.durable.workflow.ContinueAsNewOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wish of workflow code to go on as a new run. The type is there to be read; changed arguments, options and headers count.
 *
 * @param workflowType type of the new run
 * @param arguments the arguments
 * @param options what is different for the new run
 * @param header what travels beside the arguments
 */
public record ContinueAsNewCall(
        String workflowType, List<@Nullable Object> arguments, ContinueAsNewOptions options, Header header) {

    /** Copies the lists. */
    public ContinueAsNewCall {
        arguments = Arguments.copyOf(arguments);
    }

    /** The call with other arguments. */
    public ContinueAsNewCall withArguments(List<? extends @Nullable Object> newArguments) {
        return new ContinueAsNewCall(workflowType, Arguments.copyOf(newArguments), options, header);
    }

    /** The call with another header. */
    public ContinueAsNewCall withHeader(Header newHeader) {
        return new ContinueAsNewCall(workflowType, arguments, options, newHeader);
    }
}
