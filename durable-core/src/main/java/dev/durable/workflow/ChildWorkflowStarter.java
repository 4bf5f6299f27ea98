package dev.durable.workflow;

import dev.durable.activity.RetryPolicy;
import dev.durable.search.SearchAttributes;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The start of a child workflow in preparation. Used once, on a workflow thread of its run. The lambdas are applied to a stand-in that
 * only takes down which method is called with what arguments.
 *
 * <p>The child's row is written in the transaction that records the request, so it is started exactly once, and even if this run closes
 * in the same step.
 *
 * @param <W> the workflow type
 * @see WorkflowContext#newChild(Class)
 */
public interface ChildWorkflowStarter<W> {

    /**
     * The child's workflow id, unique among open runs. Defaults to the id of this workflow, followed by a slash and something that is
     * unique within it.
     */
    ChildWorkflowStarter<W> id(String workflowId);

    /** The child's task queue. Defaults to the workflow type's own, or else to the queue of this run. */
    ChildWorkflowStarter<W> taskQueue(String taskQueue);

    /** Longest time of one run of the child. Default: what the workflow type declares, or no limit. */
    ChildWorkflowStarter<W> runTimeout(Duration timeout);

    /** Longest time of all runs of the child together. Default: what the workflow type declares, or no limit. */
    ChildWorkflowStarter<W> executionTimeout(Duration timeout);

    /** How the child is repeated, as a new run, when it fails. Default: as the workflow type declares, or not at all. */
    ChildWorkflowStarter<W> retry(RetryPolicy policy);

    /** What becomes of the child when this run closes. Default: {@link ParentClosePolicy#TERMINATE}. */
    ChildWorkflowStarter<W> parentClosePolicy(ParentClosePolicy policy);

    /** What cancellation of the scope does to the child. Default: {@link ChildCancellationType#WAIT_CANCELLATION_COMPLETED}. */
    ChildWorkflowStarter<W> cancellationType(ChildCancellationType type);

    /** Whether a closed run may have the same workflow id. Default: {@link WorkflowIdReusePolicy#ALLOW_DUPLICATE}. */
    ChildWorkflowStarter<W> idReusePolicy(WorkflowIdReusePolicy policy);

    /** Facts by which the child can be found. */
    ChildWorkflowStarter<W> searchAttributes(SearchAttributes attributes);

    /** A fact for people, which descriptions show and the child's code can read. */
    ChildWorkflowStarter<W> memo(String key, Object value);

    /**
     * Starts the child and blocks until its result is there.
     *
     * @throws dev.durable.failure.ChildWorkflowFailure if it does not complete, or a run of its id is there already
     * @throws dev.durable.failure.CanceledFailure if the scope is canceled already
     */
    <R extends @Nullable Object> R execute(Function<W, R> call);

    /** Starts a child whose method returns nothing and blocks until it has ended; see {@link #execute}. */
    void executeVoid(Consumer<W> call);

    /**
     * Starts the child without waiting.
     *
     * @throws dev.durable.failure.CanceledFailure if the scope is canceled already
     */
    <R extends @Nullable Object> ChildWorkflowHandle<W, R> start(Function<W, R> call);

    /** Starts a child whose method returns nothing, without waiting. */
    ChildWorkflowHandle<W, @Nullable Void> startVoid(Consumer<W> call);
}
