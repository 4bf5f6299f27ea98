package dev.durable.payload;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** A converter whose payloads go through codecs and are held to limits. Thread-safe. */
final class EncodingPayloadConverter implements PayloadConverter {

    private final PayloadConverter plain;
    private final CodecChain codecs;
    private final SizeCheck sizes;

    EncodingPayloadConverter(PayloadConverter plain, CodecChain codecs, SizeCheck sizes) {
        this.plain = plain;
        this.codecs = codecs;
        this.sizes = sizes;
    }

    @Override
    public Payload toPayload(@Nullable Object value) {
        return encode(plain.toPayload(value), useOf(value));
    }

    @Override
    public Payload toPayload(@Nullable Object value, Type type) {
        return encode(plain.toPayload(value, type), useOf(value));
    }

    @Override
    public Payload toPayload(@Nullable Object value, Type type, PayloadUse use) {
        return encode(plain.toPayload(value, type, use), use);
    }

    private Payload encode(Payload payload, PayloadUse use) {
        Payload encoded = codecs.encode(payload);
        sizes.require(encoded, use);
        return encoded;
    }

    private static PayloadUse useOf(@Nullable Object value) {
        return PayloadUse.part(
                "a value", value == null ? "null" : value.getClass().getTypeName());
    }

    @Override
    public @Nullable Object fromPayload(Payload payload, Type type) {
        // where nobody looks at the value, it may as well be unreadable
        return type == void.class || type == Void.class ? null : plain.fromPayload(codecs.decode(payload), type);
    }

    @Override
    public boolean isSame(Payload one, Payload other) {
        if (one.equals(other)) {
            return true;
        }
        if (one.isPlainJson() && other.isPlainJson()) {
            return false;
        }
        try {
            return plain.isSame(codecs.decode(one), codecs.decode(other));
        } catch (PayloadException e) {
            return true;
        }
    }

    @Override
    public @Nullable String whyUnsupported(Type type) {
        return plain.whyUnsupported(type);
    }
}
