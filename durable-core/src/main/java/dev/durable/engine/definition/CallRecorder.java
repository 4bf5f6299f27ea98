package dev.durable.engine.definition;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Learns from a lambda which method of a workflow type it calls and with what arguments: applies it to a stand-in, on which
 * nothing runs. Thread-safe.
 */
public final class CallRecorder {

    private final Stubs stubs = new Stubs();

    /**
     * Takes down the one call that the lambda makes.
     *
     * @throws DurableException {@code DUR-2007} if it makes none or several; {@code DUR-1008} if the type is final
     */
    public <W> RecordedCall record(Class<W> type, Consumer<? super W> call) {
        List<RecordedCall> calls = new ArrayList<>(1);
        W standIn = stubs.create(type, (method, arguments) -> {
            calls.add(new RecordedCall(method, arguments));
            return defaultOf(method);
        });
        try {
            call.accept(standIn);
        } catch (RuntimeException e) {
            throw illegal(type, "failed, and must do nothing but call: " + e, e);
        }
        if (calls.size() != 1) {
            throw illegal(
                    type,
                    calls.isEmpty()
                            ? "called no method; final, static and private methods cannot be recorded"
                            : "called " + calls.size() + " methods: "
                                    + calls.stream()
                                            .map(each -> each.method().getName())
                                            .toList(),
                    null);
        }
        return calls.get(0);
    }

    /** Null cannot be returned where the caller unboxes it. */
    private static @Nullable Object defaultOf(Method method) {
        Class<?> type = method.getReturnType();
        return type.isPrimitive() && type != void.class ? Array.get(Array.newInstance(type, 1), 0) : null;
    }

    private static DurableException illegal(Class<?> type, String what, @Nullable Throwable cause) {
        return new DurableException(
                ErrorCode.STUB_CALL_ILLEGAL,
                "The lambda for workflow type " + type.getName() + " " + what + ".",
                cause);
    }
}
