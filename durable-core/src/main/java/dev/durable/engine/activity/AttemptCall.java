package dev.durable.engine.activity;

import dev.durable.activity.ActivityArguments;
import dev.durable.activity.DynamicActivity;
import dev.durable.context.ContextScope;
import dev.durable.context.Header;
import dev.durable.engine.definition.ActivityDefinition;
import dev.durable.engine.definition.Definitions;
import dev.durable.engine.definition.HandlerMethod;
import dev.durable.engine.extension.ContextPropagation;
import dev.durable.engine.extension.Extensions;
import dev.durable.engine.extension.InterceptorChain;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.interceptor.ActivityAttempt;
import dev.durable.interceptor.ActivityInterceptor;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadConverter;
import dev.durable.payload.PayloadUse;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls the activity's code: decodes arguments, invokes the bean, encodes what comes back. Thread-safe. */
final class AttemptCall {

    private final Definitions definitions;
    private final PayloadConverter payloads;
    private final FailureConverter failures;
    private final ContextPropagation contexts;
    private final InterceptorChain<ActivityInterceptor> interceptors;

    AttemptCall(Definitions definitions, PayloadConverter payloads, FailureConverter failures, Extensions extensions) {
        this.definitions = definitions;
        this.payloads = payloads;
        this.failures = failures;
        this.contexts = extensions.contexts();
        this.interceptors = extensions.activities();
    }

    /** Makes the call. Never throws: errors are results too, so that no attempt ends without one. */
    @SuppressWarnings("try") // the scope is entered and left; nothing is asked of it
    AttemptResult make(Attempt attempt) {
        ActivityTaskScheduled scheduled = attempt.task().scheduled();
        try (ContextScope scope = contexts.restore(scheduled.header(), payloads::fromPayload)) {
            return new AttemptResult.Returned(invoke(attempt, scheduled));
        } catch (Throwable failure) {
            return new AttemptResult.Thrown(failure, describe(failure));
        }
    }

    private Payload invoke(Attempt attempt, ActivityTaskScheduled scheduled) throws Throwable {
        @Nullable
        ActivityDefinition activity =
                definitions.activity(scheduled.activityType()).orElse(null);
        if (activity == null) {
            return invokeDynamic(attempt, scheduled);
        }
        refuseLocallyIfTransactional(attempt, activity);
        @Nullable Object[] arguments = decode(scheduled, activity.handler());
        Object result = call(attempt, arguments, actual -> activity.handler().invoke(activity.bean(), actual));
        return encode(
                scheduled,
                result,
                value -> payloads.toPayload(
                        value, activity.handler().resultType(), PayloadUse.result(scheduled.activityType())));
    }

    /** Nothing else than its transaction would make good what it declares. */
    private static void refuseLocallyIfTransactional(Attempt attempt, ActivityDefinition activity) {
        if (activity.isDeclaredTransactional() && attempt.task().isLocal()) {
            DurableException reason = new DurableException(
                    ErrorCode.LOCAL_ACTIVITY_TRANSACTIONAL,
                    "Activity " + activity.name() + " is declared transactional and was called as a local activity.");
            throw ApplicationFailure.nonRetryable(
                    reason.getMessage(), reason.getClass().getName(), reason, List.of());
        }
    }

    private Payload invokeDynamic(Attempt attempt, ActivityTaskScheduled scheduled) throws Throwable {
        DynamicActivity activity = definitions
                .dynamicActivity()
                .orElseThrow(() -> new DurableException(
                        ErrorCode.ACTIVITY_TYPE_UNKNOWN,
                        "This application has no activity " + scheduled.activityType() + "."));
        Object result = call(
                attempt,
                new Object[] {new EncodedArguments(scheduled.input(), payloads)},
                actual -> activity.execute(scheduled.activityType(), encoded(actual)));
        return encode(
                scheduled,
                result,
                value -> payloads.toPayload(
                        value,
                        value == null ? Object.class : value.getClass(),
                        PayloadUse.result(scheduled.activityType())));
    }

    /** Calls the code, through the interceptors if there are any. */
    private @Nullable Object call(Attempt attempt, @Nullable Object[] arguments, Code code) throws Throwable {
        if (interceptors.isEmpty()) {
            return code.call(arguments);
        }
        Header header = Header.of(attempt.task().scheduled().header(), payloads);
        return interceptors.callCode(
                ActivityInterceptor::attempt,
                new ActivityAttempt(attempt.info(), Arrays.asList(arguments), header),
                actual -> code.call(actual.arguments().toArray()));
    }

    private static ActivityArguments encoded(@Nullable Object[] arguments) {
        if (arguments.length == 1 && arguments[0] instanceof ActivityArguments encoded) {
            return encoded;
        }
        throw new IllegalStateException("An interceptor gave a dynamic activity other arguments than encoded ones");
    }

    private @Nullable Object[] decode(ActivityTaskScheduled scheduled, HandlerMethod handler) {
        List<Payload> input = scheduled.input();
        int expected = handler.parameterTypes().size();
        if (input.size() != expected) {
            throw new DurableException(
                    ErrorCode.ARGUMENTS_MISMATCH,
                    "Activity " + scheduled.activityType() + " takes " + expected + " arguments but " + input.size()
                            + " were recorded.");
        }
        @Nullable Object[] arguments = new @Nullable Object[expected];
        for (int i = 0; i < expected; i++) {
            arguments[i] =
                    payloads.fromPayload(input.get(i), handler.parameterTypes().get(i));
        }
        return arguments;
    }

    /** The activity has had its effect, so a result that cannot be recorded is no reason to repeat it. */
    private static Payload encode(
            ActivityTaskScheduled scheduled, @Nullable Object result, Function<@Nullable Object, Payload> encoding) {
        try {
            return encoding.apply(result);
        } catch (RuntimeException | StackOverflowError e) {
            throw ApplicationFailure.nonRetryable(
                    "The result of activity " + scheduled.activityType() + " cannot be encoded: " + e.getMessage(),
                    e.getClass().getName(),
                    e,
                    List.of());
        }
    }

    /** The converter reads the message of a foreign exception, which may itself fail. */
    private FailureInfo describe(Throwable failure) {
        try {
            return failures.toInfo(failure);
        } catch (Throwable e) {
            return new FailureInfo(
                    FailureInfo.Kind.APPLICATION,
                    failure.getClass().getName(),
                    "The failure could not be described: " + e.getClass().getName(),
                    "",
                    false,
                    List.of(),
                    null,
                    null);
        }
    }

    /** Code of the application. */
    @FunctionalInterface
    private interface Code {

        @Nullable
        Object call(@Nullable Object[] arguments) throws Throwable;
    }
}
