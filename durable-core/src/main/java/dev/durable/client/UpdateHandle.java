package dev.durable.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An update that was asked for. Thread-safe.
 *
 * @param <R> type of its result
 */
public interface UpdateHandle<R extends @Nullable Object> {

    /** The workflow's business key. */
    String workflowId();

    /** Identity of the update within the run. */
    String updateId();

    /**
     * Waits for the result without a limit.
     *
     * @throws UpdateFailedException if the update was rejected, its handler failed, or the run closed before
     * @throws dev.durable.failure.DurableException {@code DUR-2040} inside the transaction that asks for the update; {@code DUR-2045}
     *     if the run knows no such update
     */
    R result();

    /**
     * Waits for the result.
     *
     * @throws UpdateFailedException if the update was rejected, its handler failed, or the run closed before
     * @throws dev.durable.failure.DurableException {@code DUR-2005} if the time ran out; others as with {@link #result()}
     */
    R result(Duration timeout);

    /** The result as a future, which fails as {@link #result()} does. Cancelling it does not touch the update. */
    CompletableFuture<R> resultAsync();
}
