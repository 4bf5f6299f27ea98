package dev.durable.payload;

import dev.durable.failure.ErrorCode;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Encodes values as JSON with a Jackson mapper of its own. The mapper's settings are fixed, so that nothing an application sets
 * for its web or messaging JSON can alter what a replay reads.
 *
 * <p>Unknown properties are ignored and missing ones read as null or zero, so types may gain and lose properties. Times are
 * ISO-8601 text with their zone, durations ISO-8601, byte arrays Base64, enum constants their names, decimals exact. Sets and
 * maps keep their order. Thread-safe.
 */
public final class JacksonPayloadConverter implements PayloadConverter {

    private final JsonMapper mapper;
    private final TypeSupport typeSupport;
    private final Map<Type, ObjectWriter> writers = new ConcurrentHashMap<>();
    private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();
    private final Map<Class<?>, Boolean> polymorphic = new ConcurrentHashMap<>();

    /** A converter with the fixed settings. */
    public JacksonPayloadConverter() {
        this(builder -> {});
    }

    /**
     * A converter with additions to the fixed settings.
     *
     * @param customizer adds modules or mix-ins for types that JSON does not carry by itself; whatever it changes must stay as
     *     long as there are histories written with it
     */
    public JacksonPayloadConverter(Consumer<? super JsonMapper.Builder> customizer) {
        this.mapper = PayloadMapper.create(customizer);
        this.typeSupport = new TypeSupport(mapper);
    }

    @Override
    public Payload toPayload(@Nullable Object value) {
        return value == null ? Payload.NULL : encode(value, value.getClass());
    }

    @Override
    public Payload toPayload(@Nullable Object value, Type type) {
        if (value == null) {
            return Payload.NULL;
        }
        // A class says no more than the value does, unless values carry type names that are declared there.
        boolean declaredByValue =
                type instanceof Class<?> raw && !polymorphic.computeIfAbsent(raw, this::isPolymorphic);
        return encode(value, declaredByValue ? value.getClass() : type);
    }

    private boolean isPolymorphic(Class<?> type) {
        return mapper._serializationContext().findTypeSerializer(mapper.constructType(type)) != null;
    }

    private Payload encode(Object value, Type type) {
        try {
            return Payload.json(
                    writers.computeIfAbsent(type, this::createWriter).writeValueAsString(value));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new PayloadException(
                    ErrorCode.PAYLOAD_NOT_ENCODABLE,
                    "A value of " + value.getClass().getTypeName() + " cannot be encoded: " + reason(e) + ".",
                    e);
        }
    }

    @Override
    public @Nullable Object fromPayload(Payload payload, Type type) {
        if (type == void.class || type == Void.class) {
            return null;
        }
        if (!payload.isPlainJson()) {
            throw unknownEncoding(payload);
        }
        if (type instanceof Class<?> raw && raw.isPrimitive() && payload.data().equals("null")) {
            throw notDecodable(type, "it is null", null);
        }
        try {
            return readers.computeIfAbsent(type, this::createReader).readValue(payload.data());
        } catch (JacksonException | IllegalArgumentException e) {
            throw notDecodable(type, reason(e), e);
        }
    }

    @Override
    public @Nullable String whyUnsupported(Type type) {
        return typeSupport.whyUnsupported(type);
    }

    private ObjectWriter createWriter(Type type) {
        return mapper.writerFor(mapper.constructType(type));
    }

    private ObjectReader createReader(Type type) {
        JavaType javaType = mapper.constructType(type);
        return mapper.readerFor(javaType);
    }

    /** A payload that no codec has decoded. */
    static PayloadException unknownEncoding(Payload payload) {
        return new PayloadException(
                ErrorCode.PAYLOAD_ENCODING_UNKNOWN,
                "A payload is not plain JSON but encoded as " + payload.metadata() + ".",
                null);
    }

    private static PayloadException notDecodable(Type type, String reason, @Nullable Throwable cause) {
        return new PayloadException(
                ErrorCode.PAYLOAD_NOT_DECODABLE,
                "A payload does not fit " + type.getTypeName() + ": " + reason + ".",
                cause);
    }

    private static String reason(Exception e) {
        if (!(e instanceof JacksonException jackson)) {
            return String.valueOf(e.getMessage());
        }
        String place = jackson.getPathReference();
        return jackson.getOriginalMessage() + (place.isEmpty() ? "" : ", at " + place);
    }
}
