package dev.durable.payload;

import dev.durable.failure.ErrorCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * An encoded argument, result or failure detail.
 *
 * <p>Without metadata, {@code data} is JSON text and is stored as it is, so that histories can be read in any SQL client.
 * Metadata says how else the data is to be understood; a {@linkplain PayloadCodec codec} that encrypts adds its own.
 *
 * @param data the encoded value; JSON unless the metadata says otherwise
 * @param metadata how to decode the data; empty for plain JSON
 */
public record Payload(String data, Map<String, String> metadata) {

    /** The JSON value {@code null}. */
    public static final Payload NULL = new Payload("null", Map.of());

    /** The metadata by which a codec recognizes its payloads: the name of the encoding. */
    public static final String ENCODING = "encoding";

    /** Copies the metadata. */
    public Payload {
        metadata = Map.copyOf(metadata);
    }

    /** A payload of plain JSON text. */
    public static Payload json(String json) {
        return new Payload(json, Map.of());
    }

    /**
     * The payload that {@link #toText()} was called on.
     *
     * @throws PayloadException if the text is none that it has made
     */
    public static Payload ofText(String text) {
        try {
            return StoredJson.fromText(text);
        } catch (JacksonException e) {
            throw new PayloadException(
                    ErrorCode.PAYLOAD_NOT_DECODABLE, "A payload cannot be read: " + e.getOriginalMessage() + ".", e);
        }
    }

    /** Whether the data is plain JSON text. */
    public boolean isPlainJson() {
        return metadata.isEmpty();
    }

    /** Name of the encoding according to the metadata, or null if it names none. */
    public @Nullable String encoding() {
        return metadata.get(ENCODING);
    }

    /** Data and metadata as one JSON text, for codecs to encode; that of a plain payload is its data. */
    public String toText() {
        return StoredJson.toText(this);
    }
}
