package dev.durable.client;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A start in preparation that an update comes with. Not thread-safe; used once.
 *
 * @param <W> the workflow type
 * @param <U> type of the update's result
 */
public interface UpdateWithStart<W, U extends @Nullable Object> {

    /**
     * Starts the workflow and asks it for the update, in one transaction; if a run of the id is open, only asks that one, unless a
     * conflict policy that is set says otherwise. The run is
     * started even if it rejects the update.
     *
     * @return both handles, when the update has reached the stage that was asked for
     * @throws UpdateFailedException if the stage was waited for and cannot be reached, be it because the run has ended in its first step; it
     *     names the run, which {@link WorkflowClient#workflow(Class, String, java.util.UUID)} addresses
     * @throws WorkflowAlreadyStartedException if a run of the id is open and a conflict policy was set that fails, or if the reuse policy
     *     forbids the start
     */
    <R extends @Nullable Object> StartedUpdate<U, R> start(Function<W, R> call);

    /** The same with a workflow whose method returns nothing. */
    StartedUpdate<U, @Nullable Void> startVoid(Consumer<W> call);
}
