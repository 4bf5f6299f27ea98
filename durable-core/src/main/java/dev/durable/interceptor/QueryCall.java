package dev.durable.interceptor;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A query of the client. Changed arguments count.
 *
 * @param workflowId who is asked
 * @param runId which of its runs, or null for the latest
 * @param queryName name of the query
 * @param arguments the arguments
 */
public record QueryCall(String workflowId, @Nullable UUID runId, String queryName, List<@Nullable Object> arguments) {

    /** Copies the lists. */
    public QueryCall {
        arguments = Arguments.copyOf(arguments);
    }

    /** The call with other arguments. */
    public QueryCall withArguments(List<? extends @Nullable Object> newArguments) {
        return new QueryCall(workflowId, runId, queryName, Arguments.copyOf(newArguments));
    }
}
