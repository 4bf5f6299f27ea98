package dev.durable.autoconfigure;

import dev.durable.payload.AesGcmPayloadCodec;
import dev.durable.payload.PayloadCodec;
import dev.durable.payload.PayloadLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How arguments, results and failures are stored.
 *
 * @param maxSize Largest size of a payload as it is stored, that is after encryption; larger ones are refused (DUR-6014).
 * @param warnSize Size from which on a payload is logged as a warning, once for each workflow or activity method.
 * @param encodeFailures Whether encryption and other codecs encode messages and stack traces of failures, too.
 * @param encryption Encryption of payloads with AES-GCM; there is none without keys.
 */
public record PayloadProperties(
        @DefaultValue("2MB") DataSize maxSize,
        @DefaultValue("256KB") DataSize warnSize,
        @DefaultValue("true") boolean encodeFailures,
        @DefaultValue Encryption encryption) {

    /** The sizes as the engine takes them. */
    PayloadLimits toLimits() {
        return new PayloadLimits(maxSize.toBytes(), warnSize.toBytes());
    }

    /**
     * Encryption of payloads with AES-GCM.
     *
     * @param currentKey Name of the key that encrypts new payloads; needed if there are keys.
     * @param keys Keys by name, each as Base64 of 32 (or 24, or 16) random bytes. All of them decrypt. Names are stored with each payload; those of
     *     lower case letters, digits and dashes can also be set by environment variables.
     * @param decryptOnly Whether new payloads are stored as they are: for the time before all instances have the keys, and after
     *     encryption was given up.
     */
    public record Encryption(
            @Nullable String currentKey,
            @DefaultValue Map<String, EncryptionKey> keys,
            @DefaultValue("false") boolean decryptOnly) {

        /** Copies the map. */
        public Encryption {
            keys = Map.copyOf(keys);
        }

        /** The codec; empty if there are no keys. The rules for properties have been checked. */
        Optional<PayloadCodec> toCodec() {
            if (keys.isEmpty()) {
                return Optional.empty();
            }
            Map<String, byte[]> ring = new HashMap<>();
            keys.forEach((name, key) -> ring.put(name, Objects.requireNonNull(key.bytes())));
            return Optional.of(
                    currentKey == null || decryptOnly
                            ? AesGcmPayloadCodec.decryptOnly(ring)
                            : AesGcmPayloadCodec.of(currentKey, ring));
        }
    }
}
