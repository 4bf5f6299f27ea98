package dev.durable.client;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A start in preparation. Not thread-safe; used once.
 *
 * @param <W> the workflow type
 */
public interface WorkflowStarter<W> extends StartSettings<WorkflowStarter<W>> {

    /**
     * Adds a signal that comes with the start: the run gets it in the transaction in which it is started. If a run of the id is open,
     * nothing is started and that one gets the signal, unless a conflict policy that is set says otherwise.
     *
     * <pre>{@code
     * client.newWorkflow(CartWorkflow.class).id("cart-7")
     *         .withSignal(cart -> cart.add(item))
     *         .start(cart -> cart.run(customer));
     * }</pre>
     */
    WorkflowStarter<W> withSignal(Consumer<W> call);

    /**
     * Has an update come with the start; {@code start} returns when it is accepted. See {@link #withUpdate(UpdateOptions, Function)}.
     */
    <U extends @Nullable Object> UpdateWithStart<W, U> withUpdate(Function<W, U> call);

    /**
     * Has an update come with the start: the run is asked for it in the transaction in which it is started. If a run of the id is open,
     * nothing is started and that one is asked, unless a conflict policy that is set says otherwise. Signals that come with the start are
     * delivered before.
     */
    <U extends @Nullable Object> UpdateWithStart<W, U> withUpdate(UpdateOptions options, Function<W, U> call);

    /**
     * Starts the workflow: {@code start(w -> w.fulfil(order))}. The lambda is applied to a stand-in that only takes down which
     * method is called with what arguments; it must call the workflow method, once.
     *
     * @return a handle on the run; the start is in the database, or in the caller's transaction if there is one
     * @throws WorkflowAlreadyStartedException if a run of the id is open and the conflict policy fails, or if the reuse policy forbids it
     */
    <R extends @Nullable Object> WorkflowHandle<R> start(Function<W, R> call);

    /** Starts a workflow whose method returns nothing. */
    WorkflowHandle<@Nullable Void> startVoid(Consumer<W> call);
}
