package dev.durable.engine.replay;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.LocalActivityOptions;
import dev.durable.engine.definition.ActivityDefinition;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.RetryState;
import dev.durable.history.InboundEvent;
import dev.durable.history.LocalActivityTaskCompleted;
import dev.durable.history.LocalActivityTaskFailed;
import dev.durable.interceptor.ActivityCall;
import dev.durable.interceptor.RunInterceptor;
import dev.durable.payload.Payload;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests of calls to stubs of local activities, and results of what comes back. A call leaves no command in the history: on
 * replay the n-th call of the run gets the n-th recorded result, and must be of the same activity. Confined to the run.
 */
final class LocalActivities {

    private final RunContext context;
    private final ReplayServices services;
    private final Map<Integer, Pending> pending = new LinkedHashMap<>();
    private final List<LocalActivityCall> requested = new ArrayList<>();
    private int calls;

    LocalActivities(RunContext context, ReplayServices services) {
        this.context = context;
        this.services = services;
    }

    /** A stub whose calls are executed locally. */
    <A> A stub(Class<A> type, LocalActivityOptions options) {
        return services.definitions().activityStub(type, (activity, arguments) -> call(activity, arguments, options));
    }

    /** The calls that were made since this was asked last, and that have no result yet. */
    List<LocalActivityCall> takeRequested() {
        if (requested.isEmpty()) {
            return List.of();
        }
        List<LocalActivityCall> taken = requested.stream()
                .filter(call -> pending.containsKey(call.localActivityId()))
                .toList();
        requested.clear();
        return taken;
    }

    /** The calls that have no result and were not canceled. */
    Set<Integer> pending() {
        return Set.copyOf(pending.keySet());
    }

    /** Whether the code waits for this outcome. */
    boolean isExpected(InboundEvent outcome) {
        return outcome instanceof LocalActivityTaskCompleted completed
                ? isPending(completed.localActivityId(), completed.activityType())
                : outcome instanceof LocalActivityTaskFailed failed
                        && isPending(failed.localActivityId(), failed.activityType());
    }

    void completed(LocalActivityTaskCompleted event) {
        end(event.localActivityId(), event.activityType(), event).fulfil(event.result());
    }

    void failed(LocalActivityTaskFailed event) {
        end(event.localActivityId(), event.activityType(), event)
                .fail(new ActivityFailure(
                        event.activityType(),
                        0,
                        event.attempt(),
                        event.retryState(),
                        services.failures().toFailure(event.failure())));
    }

    private @Nullable Object call(
            ActivityDefinition activity, @Nullable Object[] arguments, LocalActivityOptions callOptions) {
        context.requireCommandsAllowed(activity.name());
        ActivityOptions options = activity.options()
                .overriddenBy(new ActivityOptions(
                        null,
                        callOptions.startToCloseTimeout(),
                        null,
                        callOptions.scheduleToCloseTimeout(),
                        null,
                        callOptions.retry(),
                        null,
                        null));
        // the header counts in replay, too: a call without a recorded outcome is executed again
        RunExtensions extensions = context.extensions();
        if (!extensions.areIntercepting()) {
            return request(activity, arguments, options, extensions.currentHeader());
        }
        ActivityCall intercepted = new ActivityCall(
                activity.name(), Arrays.asList(arguments), options, extensions.header(extensions.currentHeader()));
        return extensions.<ActivityCall, @Nullable Object>call(
                RunInterceptor::localActivity,
                intercepted,
                call -> request(
                        activity,
                        call.arguments().toArray(),
                        call.options(),
                        call.header().payloads()));
    }

    private @Nullable Object request(
            ActivityDefinition activity,
            @Nullable Object[] arguments,
            ActivityOptions options,
            Map<String, Payload> header) {
        context.requireCommandsAllowed(activity.name());
        RunScope scope = context.scopes().current();
        scope.throwIfCanceled();
        ActivityTimeouts timeouts = new ActivityTimeouts(
                options.toTimeouts(services.defaultStartToCloseTimeout()).startToClose(),
                null,
                options.scheduleToCloseTimeout(),
                null);
        LocalActivityCall call = new LocalActivityCall(
                ++calls,
                context.now(),
                activity.name(),
                context.payloads()
                        .encodeAll(
                                activity.name(), arguments, activity.handler().parameterTypes()),
                timeouts,
                options.retry().toPolicy(),
                header);
        RunPromise<Payload> result = new RunPromise<>(context);
        pending.put(call.localActivityId(), new Pending(call, result));
        requested.add(call);
        scope.onCancel(() -> giveUp(call, result, scope), result);
        Payload payload = result.getHere();
        Type type = activity.handler().resultType();
        return type == void.class ? null : context.payloads().decode(payload, type);
    }

    /** A canceled call is not waited for: whatever its attempt comes to, the history does not tell. */
    private void giveUp(LocalActivityCall call, RunPromise<Payload> result, RunScope scope) {
        pending.remove(call.localActivityId());
        result.fail(new ActivityFailure(call.activityType(), 0, 0, RetryState.CANCEL_REQUESTED, scope.failure()));
    }

    private boolean isPending(int localActivityId, String activityType) {
        Pending found = pending.get(localActivityId);
        return found != null && found.call.activityType().equals(activityType);
    }

    private RunPromise<Payload> end(int localActivityId, String activityType, InboundEvent event) {
        Pending found = pending.get(localActivityId);
        if (found == null || !found.call.activityType().equals(activityType)) {
            throw NonDeterminismException.localActivity(
                    event, localActivityId, activityType, found == null ? null : found.call.activityType());
        }
        pending.remove(localActivityId);
        return found.result;
    }

    private record Pending(LocalActivityCall call, RunPromise<Payload> result) {}
}
