package dev.durable.client;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A run that was started here.
 *
 * @param <R> type of its result
 */
public interface WorkflowHandle<R extends @Nullable Object> extends WorkflowExecution {

    /** The run. */
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
