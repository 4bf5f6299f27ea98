package dev.durable.payload;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into payloads and back. Thread-safe. What one version of an application wrote, every later version must be
 * able to read: histories live as long as their runs.
 */
public interface PayloadConverter {

    /**
     * Encodes a value.
     *
     * @throws PayloadException if the value cannot be encoded
     */
    Payload toPayload(@Nullable Object value);

    /**
     * Encodes a value of a declared type. To be preferred where the type is known: a list does not tell of what type its
     * elements were declared, and type information of polymorphic elements hangs on that.
     *
     * @param type the declared (generic) type of the parameter or result
     * @throws PayloadException if the value cannot be encoded
     */
    default Payload toPayload(@Nullable Object value, Type type) {
        return toPayload(value);
    }

    /**
     * Encodes a value of a declared type for a known use.
     *
     * @param type the declared (generic) type of the parameter or result
     * @param use what it is for, to be named in messages
     * @throws PayloadException if the value cannot be encoded, or is too large
     */
    default Payload toPayload(@Nullable Object value, Type type, PayloadUse use) {
        return toPayload(value, type);
    }

    /**
     * Decodes a payload.
     *
     * @param type the declared (generic) type of the parameter or result
     * @throws PayloadException if the payload does not fit the type
     */
    @Nullable
    Object fromPayload(Payload payload, Type type);

    /** Whether two payloads stand for the same value, as far as can be told. Encoded ones may look different each time. */
    default boolean isSame(Payload one, Payload other) {
        return one.equals(other);
    }

    /**
     * Whether values of the type can be encoded and decoded, as far as this can be told without a value; start-up checks of
     * workflow and activity signatures ask this.
     *
     * @return null if so, otherwise the reason why not
     */
    @Nullable
    String whyUnsupported(Type type);
}
