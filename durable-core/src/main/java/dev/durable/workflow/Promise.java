package dev.durable.workflow;

import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The result of something that goes on in a workflow. The workflow's counterpart of
 * {@link java.util.concurrent.CompletableFuture}: waiting on it blocks the workflow thread durably. Used by workflow threads of
 * its run only.
 *
 * @param <T> type of the result
 */
public interface Promise<T extends @Nullable Object> {

    /**
     * Blocks the calling workflow thread until the result is there.
     *
     * @return the result
     * @throws RuntimeException the failure, if it failed
     */
    T get();

    /**
     * Blocks until the promise has completed or failed, but at most for the given time, by a durable timer.
     *
     * @return whether it has completed or failed; false if the time ran out
     */
    boolean await(Duration timeout);

    /** Whether it has completed or failed. */
    boolean isDone();

    /** The failure, or null if it has not failed (yet). */
    @Nullable
    RuntimeException failure();

    /**
     * A promise of the function applied to the result. The function runs when this promise completes, and must neither block nor
     * ask for anything ({@code DUR-3003}), but may complete other promises. A failure of this promise is passed on.
     */
    <R extends @Nullable Object> Promise<R> thenApply(Function<? super T, ? extends R> function);

    /**
     * A promise of the function applied to the result or to the failure, whichever there is (the other is null). The function
     * is bound as that of {@link #thenApply}.
     */
    <R extends @Nullable Object> Promise<R> handle(
            BiFunction<? super @Nullable T, ? super @Nullable RuntimeException, ? extends R> function);
}
