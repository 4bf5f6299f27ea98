package dev.durable.engine.replay;

import dev.durable.activity.ActivityCancellationType;
import dev.durable.activity.ActivityOptions;
import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.RetryState;
import dev.durable.history.ActivityTaskCancelRequested;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.interceptor.ActivityCall;
import dev.durable.interceptor.RunInterceptor;
import dev.durable.payload.Payload;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes commands of calls to activity stubs, and results of what comes back. Confined to the run. */
final class ActivityCalls {

    private final RunContext context;
    private final ReplayServices services;
    private final PendingActivities pending;
    private final String runTaskQueue;

    ActivityCalls(RunContext context, ReplayServices services, PendingActivities pending, String runTaskQueue) {
        this.context = context;
        this.services = services;
        this.pending = pending;
        this.runTaskQueue = runTaskQueue;
    }

    /** A stub whose calls carry the options, laid over those of the activity. */
    <A> A stub(Class<A> type, ActivityOptions options) {
        return services.definitions()
                .activityStub(type, (activity, arguments) -> call(CalledActivity.of(activity), arguments, options));
    }

    /** Calls an activity by its name. */
    @Nullable
    Object call(String name, Type resultType, ActivityOptions options, @Nullable Object[] arguments) {
        return call(
                CalledActivity.named(name, arguments.length, resultType, services.definitions()), arguments, options);
    }

    private @Nullable Object call(CalledActivity activity, @Nullable Object[] arguments, ActivityOptions callOptions) {
        ActivityOptions options = activity.options().overriddenBy(callOptions);
        context.requireCommandsAllowed(activity.name());
        RunExtensions extensions = context.extensions();
        if (!extensions.areIntercepting()) {
            return schedule(activity, arguments, options, extensions.commandHeader());
        }
        ActivityCall intercepted = new ActivityCall(
                activity.name(), Arrays.asList(arguments), options, extensions.header(extensions.commandHeader()));
        return extensions.<ActivityCall, @Nullable Object>call(
                RunInterceptor::activity,
                intercepted,
                call -> schedule(
                        activity,
                        call.arguments().toArray(),
                        call.options(),
                        call.header().payloads()));
    }

    /** Schedules the activity and waits for its end. */
    private @Nullable Object schedule(
            CalledActivity activity,
            @Nullable Object[] arguments,
            ActivityOptions options,
            Map<String, Payload> header) {
        context.requireCommandsAllowed(activity.name());
        RunScope scope = context.scopes().current();
        scope.throwIfCanceled();
        String taskQueue = options.taskQueue() != null ? options.taskQueue() : runTaskQueue;
        ActivityTimeouts timeouts = options.toTimeouts(services.defaultStartToCloseTimeout());
        RetryPolicy retryPolicy = options.retry().toPolicy();
        ActivityCancellationType cancellationType =
                options.cancellationType() != null ? options.cancellationType() : ActivityCancellationType.TRY_CANCEL;
        String summary = options.summary() != null ? options.summary() : "";
        int priority = options.priority() != null ? options.priority() : ActivityTaskScheduled.DEFAULT_PRIORITY;
        List<Payload> input = context.payloads().encodeAll(activity.name(), arguments, activity.parameterTypes());

        RunPromise<Payload> result = new RunPromise<>(context);
        ActivityTaskScheduled scheduled = context.record(eventId -> new ActivityTaskScheduled(
                eventId,
                context.now(),
                activity.name(),
                taskQueue,
                input,
                timeouts,
                retryPolicy,
                cancellationType,
                summary,
                priority,
                header));
        pending.add(scheduled, result);
        scope.onCancel(() -> cancel(scheduled, result, scope), result);
        return decode(result.getHere(), activity.resultType());
    }

    /** Has a pending activity react to the cancellation of its scope. */
    private void cancel(ActivityTaskScheduled scheduled, RunPromise<Payload> result, RunScope scope) {
        if (scheduled.cancellationType() != ActivityCancellationType.ABANDON) {
            context.record(eventId -> new ActivityTaskCancelRequested(eventId, context.now(), scheduled.eventId()));
            pending.cancelRequested(scheduled.eventId());
        }
        if (scheduled.cancellationType() != ActivityCancellationType.WAIT_CANCELLATION_COMPLETED) {
            result.fail(new ActivityFailure(
                    scheduled.activityType(), scheduled.eventId(), 0, RetryState.CANCEL_REQUESTED, scope.failure()));
        }
    }

    private @Nullable Object decode(Payload result, Type type) {
        return type == void.class ? null : context.payloads().decode(result, type);
    }
}
