package dev.durable.activity;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Arguments of a call that are decoded when they are asked for, because only then their types are known. */
public interface ActivityArguments {

    /** How many there are. */
    int size();

    /**
     * Decodes an argument.
     *
     * @param index which one, from 0
     * @param type its class
     * @throws IndexOutOfBoundsException if there are not so many
     * @throws dev.durable.failure.DurableException {@code DUR-6002} if it does not fit the type
     */
    <T extends @Nullable Object> T get(int index, Class<T> type);

    /**
     * Decodes an argument of a generic type.
     *
     * @param index which one, from 0
     * @param type its type, such as {@code List<Order>}
     * @throws IndexOutOfBoundsException if there are not so many
     * @throws dev.durable.failure.DurableException {@code DUR-6002} if it does not fit the type
     */
    @Nullable
    Object get(int index, Type type);
}
