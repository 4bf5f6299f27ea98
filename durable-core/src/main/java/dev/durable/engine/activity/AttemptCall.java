package dev.durable.engine.activity;

import dev.durable.activity.DynamicActivity;
import dev.durable.engine.definition.ActivityDefinition;
import dev.durable.engine.definition.Definitions;
import dev.durable.engine.definition.HandlerMethod;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadConverter;
import dev.durable.payload.PayloadUse;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls the activity's code: decodes arguments, invokes the bean, encodes what comes back. Thread-safe. */
final class AttemptCall {

    private final Definitions definitions;
    private final PayloadConverter payloads;
    private final FailureConverter failures;

    AttemptCall(Definitions definitions, PayloadConverter payloads, FailureConverter failures) {
        this.definitions = definitions;
        this.payloads = payloads;
        this.failures = failures;
    }

    /** Makes the call. Never throws: errors are results too, so that no attempt ends without one. */
    AttemptResult make(ActivityTaskScheduled scheduled) {
        try {
            return new AttemptResult.Returned(invoke(scheduled));
        } catch (Throwable failure) {
            return new AttemptResult.Thrown(failure, describe(failure));
        }
    }

    private Payload invoke(ActivityTaskScheduled scheduled) throws Throwable {
        @Nullable
        ActivityDefinition activity =
                definitions.activity(scheduled.activityType()).orElse(null);
        if (activity == null) {
            return invokeDynamic(scheduled);
        }
        @Nullable Object[] arguments = decode(scheduled, activity.handler());
        Object result = activity.handler().invoke(activity.bean(), arguments);
        return encode(
                scheduled,
                result,
                value -> payloads.toPayload(
                        value, activity.handler().resultType(), PayloadUse.result(scheduled.activityType())));
    }

    private Payload invokeDynamic(ActivityTaskScheduled scheduled) throws Exception {
        DynamicActivity activity = definitions
                .dynamicActivity()
                .orElseThrow(() -> new DurableException(
                        ErrorCode.ACTIVITY_TYPE_UNKNOWN,
                        "This application has no activity " + scheduled.activityType() + "."));
        Object result = activity.execute(scheduled.activityType(), new EncodedArguments(scheduled.input(), payloads));
        return encode(
                scheduled,
                result,
                value -> payloads.toPayload(
                        value,
                        value == null ? Object.class : value.getClass(),
                        PayloadUse.result(scheduled.activityType())));
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
}
