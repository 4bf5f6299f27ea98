package dev.durable.client;

import org.jspecify.annotations.Nullable;

/** A start in preparation, by the name of the workflow type. Not thread-safe; used once. */
public interface UntypedWorkflowStarter {

    /** The workflow id, unique among open runs. Defaults to a random UUID. At most 255 characters. */
    UntypedWorkflowStarter id(String workflowId);

    /** The task queue, instead of the workflow type's own (or the default queue, if the type is unknown here). */
    UntypedWorkflowStarter taskQueue(String taskQueue);

    /**
     * Starts the workflow.
     *
     * @param arguments arguments of the workflow method
     * @throws WorkflowAlreadyStartedException if a run of the id is open
     */
    WorkflowHandle<@Nullable Object> start(@Nullable Object... arguments);
}
