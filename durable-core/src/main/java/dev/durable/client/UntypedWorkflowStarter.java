package dev.durable.client;

import dev.durable.search.SearchAttributes;
import org.jspecify.annotations.Nullable;

/** A start in preparation, by the name of the workflow type. Not thread-safe; used once. */
public interface UntypedWorkflowStarter {

    /** The workflow id, unique among open runs. Defaults to a random UUID. At most 255 characters. */
    UntypedWorkflowStarter id(String workflowId);

    /** The task queue, instead of the workflow type's own (or the default queue, if the type is unknown here). */
    UntypedWorkflowStarter taskQueue(String taskQueue);

    /** Facts by which the run can be found, added to those given before. Those whose names begin with {@code Durable} are the engine's. */
    UntypedWorkflowStarter searchAttributes(SearchAttributes attributes);

    /** A fact for people, which descriptions show and workflow code can read. */
    UntypedWorkflowStarter memo(String key, Object value);

    /**
     * Starts the workflow.
     *
     * @param arguments arguments of the workflow method
     * @throws WorkflowAlreadyStartedException if a run of the id is open
     */
    WorkflowHandle<@Nullable Object> start(@Nullable Object... arguments);
}
