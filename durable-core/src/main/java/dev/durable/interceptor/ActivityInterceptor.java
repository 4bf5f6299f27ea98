package dev.durable.interceptor;

import org.jspecify.annotations.Nullable;

/**
 * Code around activities. Several form a chain in their order, the first one outermost. Must be thread-safe. Each method passes the call on
 * unless it is overridden.
 */
public interface ActivityInterceptor {

    /**
     * Around each attempt of an activity, on its thread, with the activity context and all propagated context in force. What is
     * thrown fails the attempt.
     *
     * @return the result, which need not be that of the activity
     */
    default @Nullable Object attempt(ActivityAttempt attempt, NextCode<ActivityAttempt> next) throws Throwable {
        return next.proceed(attempt);
    }
}
