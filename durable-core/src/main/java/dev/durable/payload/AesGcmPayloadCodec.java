package dev.durable.payload;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts payloads with AES in Galois/Counter Mode, by a ring of named keys: one encrypts, all decrypt. To rotate, add a key,
 * make it the current one when all instances have it, and keep the old one.
 *
 * <p>Each payload has a random initialization vector of 96 bits and a tag of 128 bits; the name of its key stands in its metadata
 * and is authenticated. What was altered, or was encrypted with another key of the same name, is refused. One key is good for some
 * four billion (2<sup>32</sup>) payloads. Thread-safe; shows no keys.
 */
public final class AesGcmPayloadCodec implements PayloadCodec {

    private static final String NAME = "aes-gcm";
    private static final String KEY = "key";
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final @Nullable String currentKey;
    private final Map<String, SecretKey> keys;
    private final SecureRandom random = new SecureRandom();

    private AesGcmPayloadCodec(@Nullable String currentKey, Map<String, SecretKey> keys) {
        this.currentKey = currentKey;
        this.keys = keys;
    }

    /**
     * A codec that encrypts and decrypts.
     *
     * @param currentKey name of the key that encrypts; it is stored with each payload
     * @param keys the keys by name, of 32 (or 24, or 16) bytes each
     * @throws DurableException {@code DUR-6010} if a key has another length, or there is none of the name
     */
    public static AesGcmPayloadCodec of(String currentKey, Map<String, byte[]> keys) {
        Map<String, SecretKey> ring = ringOf(keys);
        if (!ring.containsKey(currentKey)) {
            throw illegal("The current key '" + currentKey + "' is none of the keys " + ring.keySet() + ".");
        }
        return new AesGcmPayloadCodec(currentKey, ring);
    }

    /**
     * A codec that decrypts what is encrypted and leaves new payloads as they are: for the time before all instances have the keys,
     * and after encryption was given up.
     *
     * @param keys the keys by name, of 32 (or 24, or 16) bytes each
     * @throws DurableException {@code DUR-6010} if a key has another length
     */
    public static AesGcmPayloadCodec decryptOnly(Map<String, byte[]> keys) {
        return new AesGcmPayloadCodec(null, ringOf(keys));
    }

    private static Map<String, SecretKey> ringOf(Map<String, byte[]> keys) {
        Map<String, SecretKey> ring = new TreeMap<>();
        keys.forEach((name, bytes) -> {
            if (name.isBlank()) {
                throw illegal("A key has no name.");
            }
            if (!isKeyLength(bytes.length)) {
                throw illegal("Key '" + name + "' has " + bytes.length + " bytes.");
            }
            ring.put(name, new SecretKeySpec(bytes, "AES"));
        });
        return ring;
    }

    /** Whether there are AES keys of so many bytes. */
    public static boolean isKeyLength(int bytes) {
        return bytes == 32 || bytes == 24 || bytes == 16;
    }

    @Override
    public Payload encode(Payload payload) {
        String name = currentKey;
        SecretKey key = name == null ? null : keys.get(name);
        return name == null || key == null ? payload : encrypt(payload, name, key);
    }

    private Payload encrypt(Payload payload, String keyName, SecretKey key) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            ByteBuffer text = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(payload.toText()));
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keyName, key, iv);
            ByteBuffer encrypted = ByteBuffer.allocate(IV_BYTES + cipher.getOutputSize(text.remaining()));
            encrypted.put(iv);
            cipher.doFinal(text, encrypted);
            String data = Base64.getEncoder().encodeToString(Arrays.copyOf(encrypted.array(), encrypted.position()));
            return new Payload(data, Map.of(Payload.ENCODING, NAME, KEY, keyName));
        } catch (CharacterCodingException e) {
            throw new PayloadException(
                    ErrorCode.PAYLOAD_NOT_ENCODABLE, "A value contains half of a character (a lone surrogate).", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM does not work in this JVM", e);
        }
    }

    @Override
    public boolean canDecode(Payload payload) {
        return NAME.equals(payload.encoding());
    }

    @Override
    public Payload decode(Payload payload) {
        String name = payload.metadata().getOrDefault(KEY, "");
        SecretKey key = keys.get(name);
        if (key == null) {
            throw new PayloadException(
                    ErrorCode.ENCRYPTION_KEY_UNKNOWN,
                    "A payload is encrypted with key '" + name + "', this instance has the keys " + keys.keySet() + ".",
                    null);
        }
        return Payload.ofText(decrypt(payload.data(), name, key));
    }

    private static String decrypt(String data, String keyName, SecretKey key) {
        try {
            byte[] encrypted = Base64.getDecoder().decode(data);
            if (encrypted.length < IV_BYTES + TAG_BITS / Byte.SIZE) {
                throw undecryptable(keyName, null);
            }
            byte[] text = cipher(Cipher.DECRYPT_MODE, keyName, key, encrypted)
                    .doFinal(encrypted, IV_BYTES, encrypted.length - IV_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw undecryptable(keyName, e);
        }
    }

    private static Cipher cipher(int mode, String keyName, SecretKey key, byte[] ivFirst)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, ivFirst, 0, IV_BYTES));
        cipher.updateAAD((NAME + ':' + keyName).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static DurableException illegal(String what) {
        return new DurableException(ErrorCode.ENCRYPTION_KEY_ILLEGAL, what);
    }

    private static PayloadException undecryptable(String keyName, @Nullable Exception cause) {
        return new PayloadException(
                ErrorCode.PAYLOAD_NOT_DECRYPTABLE,
                "A payload could not be decrypted with key '" + keyName + "'.",
                cause);
    }

    /** Names of the keys only. */
    @Override
    public String toString() {
        return "AES-GCM with " + (currentKey == null ? "no current key" : "current key '" + currentKey + "'") + " of "
                + keys.keySet();
    }
}
