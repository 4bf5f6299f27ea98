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

    /** Sends a signal with options; see {@link #signal(SignalOptions, String, Object...)}. */
    void signal(SignalOptions options, Consumer<W> call);

    /**
     * Asks for an update and waits for its result: {@code update(w -> w.changeAddress(address))}. See {@link #update(String, Class,
     * Object...)}.
     */
    <R extends @Nullable Object> R update(Function<W, R> call);

    /** Asks for an update that returns nothing, and waits for its end. See {@link #update(String, Class, Object...)}. */
    void updateVoid(Consumer<W> call);

    /** Asks for an update and waits as long as the options say. See {@link #startUpdate(UpdateOptions, String, Class, Object...)}. */
    <R extends @Nullable Object> UpdateHandle<R> startUpdate(UpdateOptions options, Function<W, R> call);

    /** Asks for an update that returns nothing. See {@link #startUpdate(UpdateOptions, String, Class, Object...)}. */
    UpdateHandle<@Nullable Void> startUpdateVoid(UpdateOptions options, Consumer<W> call);
}
