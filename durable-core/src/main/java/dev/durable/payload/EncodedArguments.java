package dev.durable.payload;

import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arguments that are decoded when they are asked for, because only the code that takes them knows their types. Thread-safe.
 *
 * @param input the arguments as they were recorded
 * @param converter decodes them
 */
public record EncodedArguments(List<Payload> input, PayloadConverter converter) {

    /** Copies the list. */
    public EncodedArguments {
        input = List.copyOf(input);
    }

    /** How many there are. */
    public int size() {
        return input.size();
    }

    /**
     * Decodes an argument.
     *
     * @param index which one, from 0
     * @param type its class
     * @throws IndexOutOfBoundsException if there are not so many
     * @throws PayloadException if it does not fit the type
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // decoded as the type asked for; null only if T is nullable
    public <T extends @Nullable Object> T get(int index, Class<T> type) {
        return (T) get(index, (Type) type);
    }

    /**
     * Decodes an argument of a generic type.
     *
     * @param index which one, from 0
     * @param type its type, such as {@code List<Order>}
     * @throws IndexOutOfBoundsException if there are not so many
     * @throws PayloadException if it does not fit the type
     */
    public @Nullable Object get(int index, Type type) {
        return converter.fromPayload(input.get(index), type);
    }
}
