package dev.durable.client;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A run that was started here, or the open one that a start has found instead.
 *
 * <p>What is said to the workflow (signals, updates, requests to cancel, terminate, pause) and asked of it (queries) goes to the run that has
 * taken its place, if it has closed and goes on as a new run, is repeated or was reset. It never goes to a run that somebody has started later
 * under the same id, whereas {@link WorkflowClient#workflow(String)} is about whichever run is open. The records (description, history,
 * deletion) are those of the run that was started, and a reset goes back in that one.
 *
 * @param <R> type of its result
 */
public interface WorkflowHandle<R extends @Nullable Object> extends WorkflowExecution {

    /** The run that was started; others may have taken its place since. */
    UUID runId();

    /**
     * Waits for the result without a limit.
     *
     * @throws WorkflowFailedException if the workflow did not complete; its cause says why
     * @throws dev.durable.failure.DurableException {@code DUR-2008} inside the transaction that starts the workflow
     */
    R result();

    /**
     * Waits for the result.
     *
     * @throws WorkflowFailedException if the workflow did not complete; its cause says why
     * @throws dev.durable.failure.DurableException {@code DUR-2005} if the time ran out
     */
    R result(Duration timeout);

    /** The result as a future, which fails with {@link WorkflowFailedException}. Cancelling it does not touch the workflow. */
    CompletableFuture<R> resultAsync();
}
