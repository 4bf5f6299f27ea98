package dev.durable.interceptor;

import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Code around the calls of one run, those of the engine to workflow code and those of workflow code to the engine. It is workflow code
 * itself: all of it is executed again in replay, so it must be deterministic, and changing it needs the care that changing a
 * workflow needs. Each method passes the call on unless it is overridden.
 */
public interface RunInterceptor {

    /** Around the workflow method, and the construction of the workflow's instance. The result, which need not be that of the method, becomes that of the run. */
    default @Nullable Object execute(CodeCall call, NextCode<CodeCall> next) throws Throwable {
        return next.proceed(call);
    }

    /** Around the handler of a signal. */
    default void handleSignal(CodeCall call, NextCode<CodeCall> next) throws Throwable {
        next.proceed(call);
    }

    /**
     * Around the validator of an update, and also called if it has none, before the update is accepted; must not change anything. What it
     * throws rejects the update. Changed arguments are seen by the validator only. Not part of the history.
     */
    default void validateUpdate(CodeCall call, NextCode<CodeCall> next) throws Throwable {
        next.proceed(call);
    }

    /** Around the handler of an update that was accepted. */
    default @Nullable Object handleUpdate(CodeCall call, NextCode<CodeCall> next) throws Throwable {
        return next.proceed(call);
    }

    /** Around the handler of a query; must not change anything. Not part of the history. */
    default @Nullable Object handleQuery(CodeCall call, NextCode<CodeCall> next) throws Throwable {
        return next.proceed(call);
    }

    /** Around the call of an activity; returns when that has ended. */
    default @Nullable Object activity(ActivityCall call, Next<ActivityCall, @Nullable Object> next) {
        return next.proceed(call);
    }

    /** Around the call of a local activity; returns when that has ended. */
    default @Nullable Object localActivity(ActivityCall call, Next<ActivityCall, @Nullable Object> next) {
        return next.proceed(call);
    }

    /** Around the start of a child; returns before the child has started. */
    default ChildWorkflowHandle<?, ?> child(ChildCall call, Next<ChildCall, ChildWorkflowHandle<?, ?>> next) {
        return next.proceed(call);
    }

    /** Around a signal to another workflow; returns when that has accepted it. */
    default void signalExternal(SignalCall call, Next<SignalCall, @Nullable Void> next) {
        next.proceed(call);
    }

    /** Around a request that another workflow, or a child by its handle, be canceled; returns when that has accepted it. */
    default void cancelExternal(ControlCall call, Next<ControlCall, @Nullable Void> next) {
        next.proceed(call);
    }

    /** Around {@code newTimer} and {@code sleep}; returns at once. */
    default Promise<@Nullable Void> timer(TimerCall call, Next<TimerCall, Promise<@Nullable Void>> next) {
        return next.proceed(call);
    }

    /** Around side effects, those that may change included. */
    default @Nullable Object sideEffect(SideEffectCall call, Next<SideEffectCall, @Nullable Object> next) {
        return next.proceed(call);
    }

    /** Around the wish to go on as a new run. The rest of the chain never returns: it leaves the workflow method. */
    default void continueAsNew(ContinueAsNewCall call, Next<ContinueAsNewCall, @Nullable Void> next) {
        next.proceed(call);
    }
}
