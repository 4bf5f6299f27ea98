package dev.durable.client;

import org.jspecify.annotations.Nullable;

/** A start in preparation, by the name of the workflow type. Not thread-safe; used once. */
public interface UntypedWorkflowStarter extends StartSettings<UntypedWorkflowStarter> {

    /** Adds a signal that comes with the start; see {@link WorkflowStarter#withSignal}. */
    UntypedWorkflowStarter withSignal(String signalName, @Nullable Object... arguments);

    /**
     * Has an update come with the start; see {@link WorkflowStarter#withUpdate(UpdateOptions, java.util.function.Function)}.
     *
     * @param resultType class of the update's result
     */
    <U extends @Nullable Object> UntypedUpdateWithStart<U> withUpdate(
            UpdateOptions options, String updateName, Class<U> resultType, @Nullable Object... arguments);

    /**
     * Starts the workflow.
     *
     * @param arguments arguments of the workflow method
     * @throws WorkflowAlreadyStartedException if a run of the id is open and the conflict policy fails, or if the reuse policy forbids it
     * @throws dev.durable.failure.DurableException {@code DUR-2096} if this application has the workflow type, and its method does not take
     *     the arguments; others find that out when they execute the run
     */
    WorkflowHandle<@Nullable Object> start(@Nullable Object... arguments);
}
