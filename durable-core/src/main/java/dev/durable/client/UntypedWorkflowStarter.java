package dev.durable.client;

import org.jspecify.annotations.Nullable;

/** A start in preparation, by the name of the workflow type. Not thread-safe; used once. */
public interface UntypedWorkflowStarter extends StartSettings<UntypedWorkflowStarter> {

    /**
     * Starts the workflow.
     *
     * @param arguments arguments of the workflow method
     * @throws WorkflowAlreadyStartedException if a run of the id is open
     */
    WorkflowHandle<@Nullable Object> start(@Nullable Object... arguments);
}
