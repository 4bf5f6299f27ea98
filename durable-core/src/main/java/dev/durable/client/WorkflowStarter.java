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
     * Starts the workflow: {@code start(w -> w.fulfil(order))}. The lambda is applied to a stand-in that only takes down which
     * method is called with what arguments; it must call the workflow method, once.
     *
     * @return a handle on the run; the start is in the database, or in the caller's transaction if there is one
     * @throws WorkflowAlreadyStartedException if a run of the id is open
     */
    <R extends @Nullable Object> WorkflowHandle<R> start(Function<W, R> call);

    /** Starts a workflow whose method returns nothing. */
    WorkflowHandle<@Nullable Void> startVoid(Consumer<W> call);
}
