package dev.durable.client;

import org.jspecify.annotations.Nullable;

/**
 * Does the same to all runs that a filter lets through. Immutable; each {@code with…} method returns a copy. Thread-safe.
 *
 * <p>The runs are treated one after the other, page by page, newest first; calls wait until all are done. Runs that begin meanwhile are
 * not regarded. A run that fails does not stop the others, and everything may be repeated. Not inside a transaction ({@code DUR-2091}).
 */
public interface WorkflowBatch {

    /** How many runs the filter lets through now. */
    long count();

    /** The same batch, which begins only if no more runs than this are let through; otherwise it fails with {@code DUR-2090}. */
    WorkflowBatch expectAtMost(long runs);

    /** The same batch, at most so many runs a second. Unlimited unless called. */
    WorkflowBatch withMaxPerSecond(int runs);

    /**
     * The same batch under a name of its own: signals that are sent again in a batch of this name are acknowledged and dropped by the
     * runs that have them.
     */
    WorkflowBatch withId(String batchId);

    /** Sends a signal to the open ones. */
    BatchResult signal(String signalName, @Nullable Object... arguments);

    /** Asks the open ones to give up; see {@link WorkflowExecution#cancel(String)}. */
    BatchResult cancel(String reason);

    /** Ends the open ones; see {@link WorkflowExecution#terminate(String)}. */
    BatchResult terminate(String reason);

    /** Has tried at once what waits for its next try in the open ones; see {@link WorkflowExecution#retryNow()}. */
    BatchResult retryNow();

    /** Resets those that are the latest of their workflow id; see {@link WorkflowExecution#reset}. */
    BatchResult reset(ResetOptions options);

    /** Deletes the closed ones; open ones count as failed. See {@link WorkflowExecution#delete()}. */
    BatchResult delete();
}
