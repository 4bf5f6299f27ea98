package dev.durable.payload;

import java.util.Map;

/**
 * An encoded argument, result or failure detail.
 *
 * <p>Without metadata, {@code data} is JSON text and is stored as it is, so that histories can be read in any SQL client.
 * Metadata says how else the data is to be understood; a codec that encrypts adds its own.
 *
 * @param data the encoded value; JSON unless the metadata says otherwise
 * @param metadata how to decode the data; empty for plain JSON
 */
public record Payload(String data, Map<String, String> metadata) {

    /** The JSON value {@code null}. */
    public static final Payload NULL = new Payload("null", Map.of());

    /** Copies the metadata. */
    public Payload {
        metadata = Map.copyOf(metadata);
    }

    /** A payload of plain JSON text. */
    public static Payload json(String json) {
        return new Payload(json, Map.of());
    }

    /** Whether the data is plain JSON text. */
    public boolean isPlainJson() {
        return metadata.isEmpty();
    }
}
