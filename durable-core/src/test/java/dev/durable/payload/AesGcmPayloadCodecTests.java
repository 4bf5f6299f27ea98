package dev.durable.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AesGcmPayloadCodecTests {

    private static final Payload VALUE = Payload.json("{\"card\":\"4111 1111\"}");

    private final AesGcmPayloadCodec codec = AesGcmPayloadCodec.of("k1", Map.of("k1", key(32, 1)));

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32})
    void encryptsWithEveryLengthOfKey(int bytes) {
        AesGcmPayloadCodec codec = AesGcmPayloadCodec.of("k", Map.of("k", key(bytes, 7)));

        Payload encrypted = codec.encode(VALUE);

        assertThat(encrypted.metadata()).isEqualTo(Map.of("encoding", "aes-gcm", "key", "k"));
        assertThat(encrypted.data()).doesNotContain("4111");
        assertThat(codec.canDecode(encrypted)).isTrue();
        assertThat(codec.decode(encrypted)).isEqualTo(VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "\"ü 🚀 \\u0000\"", "{\"$metadata\":1}"})
    void everyTextComesBack(String json) {
        assertThat(codec.decode(codec.encode(Payload.json(json)))).isEqualTo(Payload.json(json));
    }

    @Test
    void payloadOfAnotherCodecComesBackWithItsMetadata() {
        Payload zipped = new Payload("H4sIAAAA", Map.of("encoding", "zip", "level", "9"));

        assertThat(codec.decode(codec.encode(zipped))).isEqualTo(zipped);
    }

    @Test
    void equalValuesLookDifferent() {
        Set<String> data = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            data.add(codec.encode(VALUE).data().substring(0, 16));
        }

        assertThat(data).as("initialization vectors").hasSize(1_000);
    }

    /** What is stored must be readable for ever: written by the first version. */
    @Test
    void storedPayloadStaysReadable() {
        Payload stored = new Payload(
                "4UlXSxLcKdOK8cgsXVwN+KH90f7cNmcrLCFtInCwLTcURJt+ckysIQUsZIMKnFAX",
                Map.of("encoding", "aes-gcm", "key", "2026-03"));

        assertThat(AesGcmPayloadCodec.of("2026-03", Map.of("2026-03", key(32, 1)))
                        .decode(stored))
                .isEqualTo(VALUE);
    }

    @Test
    void rotationKeepsOldPayloadsReadable() {
        Payload old = codec.encode(VALUE);

        AesGcmPayloadCodec prepared = AesGcmPayloadCodec.of("k1", Map.of("k1", key(32, 1), "k2", key(32, 2)));
        AesGcmPayloadCodec rotated = AesGcmPayloadCodec.of("k2", Map.of("k1", key(32, 1), "k2", key(32, 2)));
        Payload fresh = rotated.encode(VALUE);

        assertThat(prepared.encode(VALUE).metadata()).containsEntry("key", "k1");
        assertThat(fresh.metadata()).containsEntry("key", "k2");
        assertThat(rotated.decode(old)).isEqualTo(VALUE);
        assertThat(prepared.decode(fresh)).isEqualTo(VALUE);
    }

    @Test
    void keyThatIsGoneIsNamed() {
        Payload old = codec.encode(VALUE);
        AesGcmPayloadCodec other = AesGcmPayloadCodec.of("k2", Map.of("k2", key(32, 2), "k3", key(32, 3)));

        assertThatThrownBy(() -> other.decode(old))
                .isInstanceOfSatisfying(
                        PayloadException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENCRYPTION_KEY_UNKNOWN))
                .hasMessageContaining("'k1'")
                .hasMessageContaining("[k2, k3]");
    }

    @Test
    void otherKeyOfTheSameNameIsRefused() {
        AesGcmPayloadCodec other = AesGcmPayloadCodec.of("k1", Map.of("k1", key(32, 9)));

        assertUndecryptable(other, codec.encode(VALUE));
    }

    @Test
    void nameOfTheKeyIsAuthenticated() {
        AesGcmPayloadCodec ring = AesGcmPayloadCodec.of("a", Map.of("a", key(32, 1), "b", key(32, 1)));
        Payload encrypted = ring.encode(VALUE);

        assertUndecryptable(ring, new Payload(encrypted.data(), Map.of("encoding", "aes-gcm", "key", "b")));
    }

    @Test
    void everyAlteredByteIsNoticed() {
        Payload encrypted = codec.encode(VALUE);
        byte[] bytes = Base64.getDecoder().decode(encrypted.data());

        for (int i = 0; i < bytes.length; i++) {
            byte[] altered = bytes.clone();
            altered[i] ^= 1;
            assertUndecryptable(codec, new Payload(Base64.getEncoder().encodeToString(altered), encrypted.metadata()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "AAECAwQFBgcICQoL", "not Base64!", "{\"card\":1}"})
    void whatWasNeverEncryptedIsRefused(String data) {
        assertUndecryptable(codec, new Payload(data, Map.of("encoding", "aes-gcm", "key", "k1")));
    }

    @Test
    void onlyItsOwnPayloadsAreDecoded() {
        assertThat(codec.canDecode(VALUE)).isFalse();
        assertThat(codec.canDecode(new Payload("x", Map.of("encoding", "zip")))).isFalse();
    }

    @Test
    void codecThatOnlyDecryptsLeavesNewPayloadsAsTheyAre() {
        AesGcmPayloadCodec reading = AesGcmPayloadCodec.decryptOnly(Map.of("k1", key(32, 1)));

        assertThat(reading.encode(VALUE)).isSameAs(VALUE);
        assertThat(reading.decode(codec.encode(VALUE))).isEqualTo(VALUE);
    }

    @Test
    void halfOfACharacterIsRefusedInsteadOfReplaced() {
        assertThatThrownBy(() -> codec.encode(Payload.json("\"\ud83d\"")))
                .isInstanceOfSatisfying(
                        PayloadException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_NOT_ENCODABLE));
    }

    @Test
    void impossibleKeysAreRefused() {
        assertIllegal("k1", Map.of("k1", key(20, 1)), "Key 'k1' has 20 bytes");
        assertIllegal("k2", Map.of("k1", key(32, 1)), "The current key 'k2' is none of the keys [k1]");
        assertIllegal("k1", Map.of(), "none of the keys []");
        assertIllegal(" ", Map.of(" ", key(32, 1)), "has no name");
    }

    @Test
    void keysAreNotShown() {
        byte[] key = key(32, 1);
        AesGcmPayloadCodec codec = AesGcmPayloadCodec.of("k1", Map.of("k1", key));

        assertThat(codec.toString())
                .isEqualTo("AES-GCM with current key 'k1' of [k1]")
                .doesNotContain(Base64.getEncoder().encodeToString(key));
    }

    @Test
    void keyMayBeOverwrittenByItsOwner() {
        byte[] key = key(32, 1);
        AesGcmPayloadCodec copying = AesGcmPayloadCodec.of("k1", Map.of("k1", key));

        Arrays.fill(key, (byte) 0);

        assertThat(copying.decode(codec.encode(VALUE))).isEqualTo(VALUE);
    }

    @Test
    void allKeysAreInOneCodec() {
        List<AesGcmPayloadCodec> two = List.of(codec, AesGcmPayloadCodec.of("k2", Map.of("k2", key(32, 2))));

        assertThatThrownBy(() -> new CodecChain(two))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENCRYPTION_KEY_ILLEGAL))
                .hasMessageContaining("put all keys into one");
    }

    private static void assertUndecryptable(AesGcmPayloadCodec codec, Payload payload) {
        assertThatThrownBy(() -> codec.decode(payload))
                .isInstanceOfSatisfying(
                        PayloadException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_NOT_DECRYPTABLE));
    }

    private static void assertIllegal(String currentKey, Map<String, byte[]> keys, String reason) {
        assertThatThrownBy(() -> AesGcmPayloadCodec.of(currentKey, keys))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENCRYPTION_KEY_ILLEGAL))
                .hasMessageContaining(reason);
    }

    private static byte[] key(int length, int seed) {
        byte[] key = new byte[length];
        for (int i = 0; i < length; i++) {
            key[i] = (byte) (seed * 31 + i);
        }
        return key;
    }
}
