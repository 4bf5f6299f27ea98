package dev.durable.payload;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The codecs of an engine, one after the other. Thread-safe. */
final class CodecChain {

    /** More than anybody wants; a codec that does not come to an end must not hang a run. */
    private static final int MAX_LAYERS = 100;

    private final List<PayloadCodec> codecs;

    CodecChain(List<? extends PayloadCodec> codecs) {
        this.codecs = List.copyOf(codecs);
        requireOneKeyRing();
    }

    /** Each would take the payloads of the other for its own. */
    private void requireOneKeyRing() {
        List<PayloadCodec> rings =
                codecs.stream().filter(AesGcmPayloadCodec.class::isInstance).toList();
        if (rings.size() > 1) {
            throw new DurableException(
                    ErrorCode.ENCRYPTION_KEY_ILLEGAL,
                    "There are several encrypting codecs, " + rings + "; put all keys into one.");
        }
    }

    /** Encodes by all codecs, in their order. There is nothing to hide about null, and nothing to save. */
    Payload encode(Payload payload) {
        if (payload.equals(Payload.NULL)) {
            return payload;
        }
        Payload current = payload;
        for (PayloadCodec codec : codecs) {
            current = encode(current, codec);
        }
        return current;
    }

    private static Payload encode(Payload payload, PayloadCodec codec) {
        Payload encoded = call(codec, () -> codec.encode(payload));
        if (!encoded.equals(payload) && !call(codec, () -> codec.canDecode(encoded))) {
            throw failed(codec, "has encoded a payload as one that it does not recognize", null);
        }
        return encoded;
    }

    /**
     * Decodes as far as there are codecs for it: what is not plain JSON then is for the converter.
     *
     * @throws PayloadException if a codec fails
     */
    Payload decode(Payload payload) {
        Payload current = payload;
        for (int layer = 0; !current.isPlainJson(); layer++) {
            PayloadCodec codec = decoderOf(current);
            if (codec == null) {
                return current;
            }
            if (layer == MAX_LAYERS) {
                throw failed(codec, "does not come to an end with decoding", null);
            }
            Payload encoded = current;
            current = call(codec, () -> codec.decode(encoded));
        }
        return current;
    }

    private @Nullable PayloadCodec decoderOf(Payload payload) {
        for (PayloadCodec codec : codecs) {
            if (call(codec, () -> codec.canDecode(payload))) {
                return codec;
            }
        }
        return null;
    }

    private static <T> T call(PayloadCodec codec, Supplier<T> step) {
        try {
            return Objects.requireNonNull(step.get());
        } catch (PayloadException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failed(codec, "threw " + e.getClass().getName(), e);
        }
    }

    private static PayloadException failed(PayloadCodec codec, String what, @Nullable RuntimeException cause) {
        return new PayloadException(
                ErrorCode.PAYLOAD_CODEC_FAILED, "Codec " + codec.getClass().getName() + " " + what + ".", cause);
    }
}
