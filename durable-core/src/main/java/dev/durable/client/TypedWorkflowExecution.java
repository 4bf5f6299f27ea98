package dev.durable.client;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A workflow addressed with its type. The lambdas are applied to a stand-in that only takes down which method is called with
 * what arguments.
 *
 * @param <W> the workflow type
 */
public interface TypedWorkflowExecution<W> extends WorkflowExecution {

    /** Sends a signal: {@code signal(w -> w.cancel("changed my mind"))}. See {@link #signal(String, Object...)}. */
    void signal(Consumer<W> call);

    /** Asks for state: {@code query(OrderWorkflow::status)}. See {@link #query(String, Class, Object...)}. */
    <R extends @Nullable Object> R query(Function<W, R> call);
}
