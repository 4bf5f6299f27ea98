package dev.durable.workflow;

import dev.durable.failure.CanceledFailure;

/**
 * A part of a workflow that can be canceled as a whole: timers, waits, activities and child workflows that are begun inside react to
 * the cancellation. Scopes nest; canceling one cancels those inside it that are not detached. A run's main method and its handlers
 * run in the root scope, which is canceled when somebody cancels the workflow.
 *
 * <p>What a cancellation does: pending sleeps, timers and awaits fail with a {@link CanceledFailure}; activities and children do as
 * their cancellation type says; what is begun in a scope that is canceled already fails at once and records nothing. A promise's
 * {@code get()} waits for the promise and nothing else: it ends when what the promise stands for has reacted.
 *
 * <p>Used by workflow threads of its run only. The model is Temporal's.
 *
 * @see WorkflowContext#newCancellationScope(Runnable)
 */
public interface CancellationScope {

    /** Runs the scope's body on the calling workflow thread. What the body throws is thrown. */
    void run();

    /** Cancels the scope without giving a reason. Does nothing if it is canceled already. */
    default void cancel() {
        cancel("");
    }

    /** Cancels the scope. Does nothing if it is canceled already. */
    void cancel(String reason);

    /** Whether the scope has been canceled. */
    boolean isCancelRequested();

    /** Why it was canceled; empty if it was not, or without a reason. */
    String cancellationReason();

    /** A promise that completes with the reason when the scope is canceled. */
    Promise<String> cancellationRequest();

    /** Whether the scope is left alone when the one around it is canceled. */
    boolean isDetached();
}
