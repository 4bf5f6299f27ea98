package dev.durable.interceptor;

import org.jspecify.annotations.Nullable;

/**
 * The rest of a chain that ends in code of the application, which may throw anything.
 *
 * @param <C> the call
 */
@FunctionalInterface
public interface NextCode<C> {

    /** Goes on with the call, as it is or changed. */
    @Nullable
    Object proceed(C call) throws Throwable;
}
