package dev.durable.engine.replay;

import dev.durable.history.CommandEvent;
import dev.durable.history.MarkerKind;
import dev.durable.history.MarkerRecorded;
import dev.durable.interceptor.RunInterceptor;
import dev.durable.interceptor.SideEffectCall;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadUse;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values that code evaluates itself although they are not deterministic. What counts is always decoded from the recorded value, so that
 * code gets the same in replay as it got live. Confined to the run.
 */
final class SideEffects {

    private static final String UNNAMED = "";

    private final RunContext context;
    private final Map<String, Mutable> mutables = new HashMap<>();

    SideEffects(RunContext context) {
        this.context = context;
    }

    @Nullable
    Object once(Type type, Supplier<? extends @Nullable Object> body) {
        return intercepted(UNNAMED, type, () -> evaluateOnce(type, body));
    }

    private @Nullable Object evaluateOnce(Type type, Supplier<? extends @Nullable Object> body) {
        context.requireCommandsAllowed("sideEffect");
        Payload value = context.commands().isReplaying()
                ? Payload.NULL
                : evaluated(() -> context.payloads().encode(body.get(), type, use()));
        return context.payloads().decode(record(MarkerKind.SIDE_EFFECT, UNNAMED, 0, value), type);
    }

    <T extends @Nullable Object> @Nullable Object mutable(
            String id, Type type, BiPredicate<? super T, ? super T> updated, Supplier<? extends T> body) {
        return intercepted(id, type, () -> evaluate(id, type, updated, body));
    }

    private @Nullable Object intercepted(String id, Type type, Supplier<@Nullable Object> evaluation) {
        RunExtensions extensions = context.extensions();
        return extensions.areIntercepting()
                ? extensions.<SideEffectCall, @Nullable Object>call(
                        RunInterceptor::sideEffect, new SideEffectCall(id, type), call -> evaluation.get())
                : evaluation.get();
    }

    private <T extends @Nullable Object> @Nullable Object evaluate(
            String id, Type type, BiPredicate<? super T, ? super T> updated, Supplier<? extends T> body) {
        context.requireCommandsAllowed("mutableSideEffect");
        Mutable mutable = mutables.computeIfAbsent(id, ignored -> new Mutable());
        int callsBefore = mutable.calls++;
        Payload before = mutable.value;
        Payload change = context.commands().isReplaying()
                ? replayedChange(id, callsBefore, before)
                : evaluated(() -> change(before, type, updated, body));
        if (change != null) {
            mutable.value = record(MarkerKind.MUTABLE_SIDE_EFFECT, id, callsBefore, change);
        }
        return context.payloads().decode(Objects.requireNonNull(mutable.value), type);
    }

    /** The new value, or null if it counts as the one before. */
    // values were encoded with the type, and are null only if T is nullable
    @SuppressWarnings({"unchecked", "NullAway"})
    private <T extends @Nullable Object> @Nullable Payload change(
            @Nullable Payload before,
            Type type,
            BiPredicate<? super T, ? super T> updated,
            Supplier<? extends T> body) {
        Payload value = context.payloads().encode(body.get(), type, use());
        if (before == null) {
            return value;
        }
        T old = (T) context.payloads().decode(before, type);
        T next = (T) context.payloads().decode(value, type);
        return updated.test(old, next) ? value : null;
    }

    /** Not null if a value was recorded at this call, as it always is at the first; which one is for the history to say. */
    private @Nullable Payload replayedChange(String id, int callsBefore, @Nullable Payload before) {
        return before == null || context.commands().isNextRecorded(marker(id, callsBefore)) ? Payload.NULL : null;
    }

    /** Nothing is recorded of a body that fails, so code must not go on as if it had been told: the step fails. */
    private <T extends @Nullable Object> T evaluated(DeterministicScheduler.ReadOnlyAction<T> body) {
        try {
            return context.readOnly(body);
        } catch (Throwable e) {
            throw context.fail(WorkflowCodeException.inSideEffect(context.info(), e));
        }
    }

    private PayloadUse use() {
        return PayloadUse.part("a side effect", context.info().workflowType());
    }

    private Payload record(MarkerKind kind, String name, int number, Payload value) {
        return context.record(eventId -> new MarkerRecorded(eventId, context.now(), kind, name, number, value))
                .value();
    }

    private static Predicate<CommandEvent> marker(String id, int callsBefore) {
        return command -> command instanceof MarkerRecorded marker
                && marker.kind() == MarkerKind.MUTABLE_SIDE_EFFECT
                && marker.name().equals(id)
                && marker.number() == callsBefore;
    }

    private static final class Mutable {

        private int calls;
        private @Nullable Payload value;
    }
}
