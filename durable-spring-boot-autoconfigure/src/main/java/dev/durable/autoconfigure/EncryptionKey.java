package dev.durable.autoconfigure;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is configured. Does not show itself, so that neither logs nor reports of mistakes do.
 *
 * @param base64 the bytes of the key in Base64
 */
public record EncryptionKey(String base64) {

    /** The bytes of the key, or null if the text is no Base64. */
    byte @Nullable [] bytes() {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
