package dev.durable.engine.activity;

import dev.durable.activity.ActivityArguments;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadConverter;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arguments as they were recorded, and what decodes them. Thread-safe.
 *
 * @param input the recorded arguments
 * @param payloads decodes them
 */
record EncodedArguments(List<Payload> input, PayloadConverter payloads) implements ActivityArguments {

    @Override
    public int size() {
        return input.size();
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // decoded as the type asked for; null only if T is nullable
    public <T extends @Nullable Object> T get(int index, Class<T> type) {
        return (T) get(index, (Type) type);
    }

    @Override
    public @Nullable Object get(int index, Type type) {
        return payloads.fromPayload(input.get(index), type);
    }
}
