package dev.durable.interceptor;

import dev.durable.client.UpdateHandle;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowHandle;
import org.jspecify.annotations.Nullable;

/**
 * Code around the calls of the client, on the thread of the caller and inside its transaction. Several form a chain in their order, the
 * first one outermost. Must be thread-safe. Each method passes the call on unless it is overridden.
 */
public interface WorkflowClientInterceptor {

    /** Around a start, with or without signals and an update that come with it. */
    default WorkflowHandle<?> start(StartCall call, Next<StartCall, WorkflowHandle<?>> next) {
        return next.proceed(call);
    }

    /** Around a signal; one that comes with a start is part of that. */
    default void signal(SignalCall call, Next<SignalCall, @Nullable Void> next) {
        next.proceed(call);
    }

    /** Around the request for an update, until it has come as far as the caller waits; one that comes with a start is part of that. */
    default UpdateHandle<?> update(UpdateCall call, Next<UpdateCall, UpdateHandle<?>> next) {
        return next.proceed(call);
    }

    /** Around a query, the ones that the engine answers itself included. */
    default @Nullable Object query(QueryCall call, Next<QueryCall, @Nullable Object> next) {
        return next.proceed(call);
    }

    /** Around a request for cancellation. */
    default void cancel(ControlCall call, Next<ControlCall, @Nullable Void> next) {
        next.proceed(call);
    }

    /** Around a termination. */
    default void terminate(ControlCall call, Next<ControlCall, @Nullable Void> next) {
        next.proceed(call);
    }

    /** Around a pause. */
    default void pause(ControlCall call, Next<ControlCall, @Nullable Void> next) {
        next.proceed(call);
    }

    /** Around the end of a pause. */
    default void unpause(ControlCall call, Next<ControlCall, @Nullable Void> next) {
        next.proceed(call);
    }

    /** Around a request to try at once what waits for its next try. */
    default void retryNow(RetryCall call, Next<RetryCall, @Nullable Void> next) {
        next.proceed(call);
    }

    /** Around a reset. */
    default WorkflowExecution reset(ResetCall call, Next<ResetCall, WorkflowExecution> next) {
        return next.proceed(call);
    }
}
