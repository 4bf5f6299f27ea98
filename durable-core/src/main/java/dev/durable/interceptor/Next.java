package dev.durable.interceptor;

import org.jspecify.annotations.Nullable;

/**
 * The rest of a chain: the interceptors that follow, then the engine.
 *
 * @param <C> the call
 * @param <R> what comes of it
 */
@FunctionalInterface
public interface Next<C, R extends @Nullable Object> {

    /** Goes on with the call, as it is or changed. */
    R proceed(C call);
}
