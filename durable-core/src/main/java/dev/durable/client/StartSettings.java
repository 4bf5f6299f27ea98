package dev.durable.client;

import dev.durable.activity.RetryOptions;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.WorkflowIdConflictPolicy;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Duration;

/**
 * What can be said about a workflow before it starts, whether its class is known or not. What is not set is as the workflow type
 * declares it.
 *
 * @param <S> the starter itself
 */
public interface StartSettings<S extends StartSettings<S>> {

    /** The workflow id, unique among open runs: your business key. Defaults to a random UUID. At most 255 characters. */
    S id(String workflowId);

    /**
     * The task queue, instead of the workflow type's own (or the default queue, if the type names none or is unknown here).
     *
     * @throws IllegalArgumentException if it is blank
     */
    S taskQueue(String taskQueue);

    /** Whether the id of a closed run may be used again. Defaults to yes. */
    S idReusePolicy(WorkflowIdReusePolicy policy);

    /**
     * What is done if a run of the id is open. Defaults to failing; if signals or an update come with the start, to {@link
     * WorkflowIdConflictPolicy#USE_EXISTING}.
     */
    S idConflictPolicy(WorkflowIdConflictPolicy policy);

    /** Longest time for each run; then it is closed as timed out. Defaults to the type's own, at last to no limit. */
    S runTimeout(Duration timeout);

    /**
     * Longest time for all runs together that follow from this start, by repetition or by continuing as new. Defaults to the type's
     * own, at last to no limit.
     */
    S executionTimeout(Duration timeout);

    /**
     * How a run that failed or timed out is repeated, as a new run of the same id. Laid over the type's own; what both leave open is
     * as with activities. Without either nothing is repeated.
     */
    S retry(RetryOptions retry);

    /** Facts by which the run can be found, added to those given before. Those whose names begin with {@code Durable} are the engine's. */
    S searchAttributes(SearchAttributes attributes);

    /** A fact for people, which descriptions show and workflow code can read. */
    S memo(String key, Object value);

    /** How long the first step waits after the start; a message ends the wait. Defaults to no delay. */
    S startDelay(Duration delay);
}
