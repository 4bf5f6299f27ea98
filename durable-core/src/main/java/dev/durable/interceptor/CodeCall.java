package dev.durable.interceptor;

import dev.durable.context.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of workflow code by the engine: the workflow method, or the handler of a message.
 *
 * @param name workflow type, or name of the signal, update or query
 * @param arguments the arguments; a handler of encoded arguments has them as its only one
 * @param header what came with the start or the message; of a query, that of the run
 */
public record CodeCall(String name, List<@Nullable Object> arguments, Header header) {

    /** Copies the lists. */
    public CodeCall {
        arguments = Arguments.copyOf(arguments);
    }

    /** The call with other arguments. */
    public CodeCall withArguments(List<? extends @Nullable Object> newArguments) {
        return new CodeCall(name, Arguments.copyOf(newArguments), header);
    }

    /** The call with another header. */
    public CodeCall withHeader(Header newHeader) {
        return new CodeCall(name, arguments, newHeader);
    }
}
