package dev.durable.engine.replay;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.engine.definition.ActivityDefinition;
import dev.durable.failure.ActivityFailure;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadUse;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
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
        return services.definitions().activityStub(type, (activity, arguments) -> call(activity, arguments, options));
    }

    private @Nullable Object call(
            ActivityDefinition activity, @Nullable Object[] arguments, ActivityOptions callOptions) {
        context.requireCommandsAllowed(activity.name());
        ActivityOptions options = activity.options().overriddenBy(callOptions);
        String taskQueue = options.taskQueue() != null ? options.taskQueue() : runTaskQueue;
        ActivityTimeouts timeouts = options.toTimeouts(services.defaultStartToCloseTimeout());
        RetryPolicy retryPolicy = options.retry().toPolicy();
        List<Payload> input = encode(activity, arguments);

        RunPromise<Payload> result = new RunPromise<>(context);
        pending.add(
                context.record(eventId -> new ActivityTaskScheduled(
                        eventId, context.now(), activity.name(), taskQueue, input, timeouts, retryPolicy)),
                result);
        return decode(await(result), activity.handler().resultType());
    }

    private static Payload await(RunPromise<Payload> result) {
        try {
            return result.get();
        } catch (ActivityFailure e) {
            // the failure was made where the event was applied; what helps is where the workflow called the activity
            e.fillInStackTrace();
            throw e;
        }
    }

    private List<Payload> encode(ActivityDefinition activity, @Nullable Object[] arguments) {
        List<Type> types = activity.handler().parameterTypes();
        List<Payload> input = new ArrayList<>(arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            input.add(context.payloads().encode(arguments[i], types.get(i), PayloadUse.argument(i, activity.name())));
        }
        return input;
    }

    private @Nullable Object decode(Payload result, Type type) {
        return type == void.class ? null : context.payloads().decode(result, type);
    }
}
