package dev.durable.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonGenerator;

class StoredJsonTests {

    static Stream<Payload> payloads() {
        return Stream.of(
                Payload.NULL,
                Payload.json("true"),
                Payload.json("-1.10E+5"),
                Payload.json("0"),
                Payload.json("\"\""),
                Payload.json("\"a \\\"quoted\\\" \\u0041 \\\\ text ü 🚀 ]}\""),
                Payload.json("[]"),
                Payload.json("{}"),
                Payload.json("[1, 2 ,{\"a\":[null,1.50]}]"),
                Payload.json("{\"b\":1,\"a\":{\"x\":\"}\"},\"b\":2}"),
                Payload.json("[{\"$metadata\":{}}]"),
                Payload.json("{\"$metadata\":{\"encoding\":\"aes\"},\"$data\":\"plain all the same\"}"),
                Payload.json("{\"\\u0024metadata\":1}"),
                Payload.json("{\"deep\":{\"$metadata\":1}}"),
                Payload.json("\"" + "x".repeat(100_000) + "\""),
                new Payload("AAEC", Map.of("encoding", "aes", "key", "k\"1\"")),
                new Payload("", Map.of("encoding", "none")));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void payloadComesBackCharacterByCharacter(Payload payload) {
        List<Payload> neighbours = List.of(Payload.json("1"), payload, payload, Payload.json("\"end\""));
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = StoredJson.generator(text)) {
            generator.writeStartObject();
            StoredJson.writePayloads(generator, "list", neighbours);
            generator.writeName("one");
            StoredJson.writePayload(generator, payload);
            generator.writeEndObject();
        }

        try (JsonTextReader reader = new JsonTextReader(text.toString())) {
            assertThat(reader.firstName()).isEqualTo("list");
            assertThat(StoredJson.readPayloads(reader)).isEqualTo(neighbours);
            assertThat(reader.nextName()).isEqualTo("one");
            assertThat(StoredJson.readPayload(reader)).isEqualTo(payload);
            assertThat(reader.nextName()).isNull();
        }
    }

    @Test
    void plainPayloadStandsThereAsItIs() {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = StoredJson.generator(text)) {
            StoredJson.writePayload(generator, Payload.json("{\"id\":1}"));
        }

        assertThat(text).hasToString("{\"id\":1}");
    }

    @Test
    void payloadInsideVeryDeepJsonIsRead() {
        String deep = "[".repeat(2_000) + "]".repeat(2_000);

        try (JsonTextReader reader = new JsonTextReader(deep)) {
            assertThat(StoredJson.readPayload(reader).data()).isEqualTo(deep);
        }
    }

    @Test
    void nonsenseIsRefused() {
        FailureInfoCodec codec = new JsonFailureInfoCodec();

        assertThatThrownBy(() -> codec.decode("")).isInstanceOf(PayloadException.class);
        assertThatThrownBy(() -> codec.decode("[]")).isInstanceOf(PayloadException.class);
        assertThatThrownBy(() -> codec.decode("{\"kind\":\"NEWER\"}")).isInstanceOf(PayloadException.class);
        assertThatThrownBy(() -> codec.decode("{\"message\":")).isInstanceOf(PayloadException.class);
    }

    @Test
    void unknownPropertiesOfAFailureAreIgnored() {
        FailureInfo failure = new JsonFailureInfoCodec()
                .decode("{\"kind\":\"TIMEOUT\",\"type\":\"HEARTBEAT\",\"new\":{\"a\":[1]},\"nonRetryable\":true}");

        assertThat(failure.kind()).isEqualTo(FailureInfo.Kind.TIMEOUT);
        assertThat(failure.nonRetryable()).isTrue();
        assertThat(failure.message()).isNull();
    }
}
