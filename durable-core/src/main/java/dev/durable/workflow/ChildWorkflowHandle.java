package dev.durable.workflow;

import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A child workflow that was asked for. Used by workflow threads of its run only.
 *
 * @param <W> the workflow type
 * @param <R> type of its result
 */
public interface ChildWorkflowHandle<W, R extends @Nullable Object> {

    /** The child's workflow id. */
    String workflowId();

    /** The child's first run. */
    UUID runId();

    /**
     * A promise that completes when the child is known to be started, and fails with a {@link
     * dev.durable.failure.ChildWorkflowFailure} if it cannot be.
     */
    Promise<@Nullable Void> started();

    /** A promise of the result, which fails with a {@link dev.durable.failure.ChildWorkflowFailure} if the child does not complete. */
    Promise<R> result();

    /**
     * Sends the child a signal, and blocks until it is accepted.
     *
     * @throws dev.durable.failure.ExternalWorkflowFailure if the child has closed
     */
    void signal(Consumer<W> call);

    /** Sends the child a signal by its name; see {@link #signal(Consumer)}. */
    void signal(String signalName, @Nullable Object... arguments);

    /**
     * Asks the child to give up, and blocks until the request is accepted.
     *
     * @throws dev.durable.failure.ExternalWorkflowFailure if the child has closed
     */
    void cancel(String reason);
}
