package dev.durable.engine.replay;

import dev.durable.engine.definition.Definitions;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadConverter;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all runs of an engine share. Thread-safe.
 *
 * @param definitions what the application declared
 * @param payloads how arguments and results are encoded
 * @param failures how exceptions are encoded
 * @param threads where workflow code runs
 * @param defaultStartToCloseTimeout time limit of an activity's attempt where nothing else is set
 */
public record ReplayServices(
        Definitions definitions,
        PayloadConverter payloads,
        FailureConverter failures,
        WorkflowThreads threads,
        Duration defaultStartToCloseTimeout) {

    /** Encodes arguments of the types. */
    List<Payload> encode(@Nullable Object[] arguments, List<Type> types) {
        List<Payload> input = new ArrayList<>(arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            input.add(payloads.toPayload(arguments[i], types.get(i)));
        }
        return input;
    }

    /** Decodes what came back; null if nothing is expected. */
    @Nullable
    Object decode(Payload result, Type type) {
        return type == void.class ? null : payloads.fromPayload(result, type);
    }
}
