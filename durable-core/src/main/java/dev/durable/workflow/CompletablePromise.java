package dev.durable.workflow;

import org.jspecify.annotations.Nullable;

/**
 * A promise that workflow code completes itself, once; later attempts have no effect and say so. Callbacks of other promises may
 * complete it, too; queries, validators, conditions and side effects may not ({@code DUR-3003}): replay would not know of it.
 *
 * @param <T> type of the result
 */
public interface CompletablePromise<T extends @Nullable Object> extends Promise<T> {

    /** Completes the promise; false if it was done already. */
    boolean complete(T value);

    /** Fails the promise; false if it was done already. */
    boolean completeExceptionally(RuntimeException failure);
}
