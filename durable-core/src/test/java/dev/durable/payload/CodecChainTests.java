package dev.durable.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.failure.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecChainTests {

    private static final Payload VALUE = Payload.json("{\"name\":\"ada\"}");

    private final BracketCodec round = new BracketCodec("round", "(", ")");
    private final BracketCodec square = new BracketCodec("square", "[", "]");

    @Test
    void firstCodecEncodesFirst() {
        CodecChain chain = chain(round, square);

        Payload encoded = chain.encode(VALUE);

        assertThat(encoded.metadata()).containsExactly(Map.entry("encoding", "square"));
        assertThat(encoded.data()).startsWith("[").contains("({").endsWith("]");
        assertThat(chain.decode(encoded)).isEqualTo(VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "0",
                "\"text ü 🚀\"",
                "[]",
                "{\"$metadata\":{\"encoding\":\"round\"},\"$data\":\"only looks encoded\"}",
                "{\"deep\":{\"$metadata\":1}}"
            })
    void everyJsonComesBackCharacterByCharacter(String json) {
        CodecChain chain = chain(round, square);

        assertThat(chain.decode(chain.encode(Payload.json(json)))).isEqualTo(Payload.json(json));
    }

    @Test
    void metadataOfAConverterIsKeptInside() {
        Payload binary = new Payload("AAEC", Map.of("encoding", "protobuf", "type", "Order"));
        CodecChain chain = chain(round);

        assertThat(chain.decode(chain.encode(binary))).isEqualTo(binary);
    }

    @Test
    void nullIsNotEncoded() {
        assertThat(chain(round).encode(Payload.NULL)).isSameAs(Payload.NULL);
    }

    @Test
    void whatWasWrittenBeforeThereWereCodecsStaysReadable() {
        assertThat(chain(round, square).decode(VALUE)).isSameAs(VALUE);
    }

    @Test
    void whatWasWrittenInAnotherOrderStaysReadable() {
        Payload encoded = chain(round, square).encode(VALUE);

        assertThat(chain(square, round).decode(encoded)).isEqualTo(VALUE);
    }

    @Test
    void whatWasWrittenByFewerCodecsStaysReadable() {
        Payload encoded = chain(square).encode(VALUE);

        assertThat(chain(round, square).decode(encoded)).isEqualTo(VALUE);
    }

    @Test
    void unknownEncodingIsLeftToTheConverter() {
        Payload encoded = chain(round).encode(VALUE);

        assertThat(chain(square).decode(encoded)).isSameAs(encoded);
        assertThatThrownBy(() -> encoding(square).fromPayload(encoded, Object.class))
                .isInstanceOfSatisfying(
                        PayloadException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_ENCODING_UNKNOWN))
                .hasMessageContaining("round")
                .hasMessageNotContaining("ada");
    }

    @Test
    void codecMayLeaveAPayloadAsItIs() {
        PayloadCodec lazy = new BracketCodec("lazy", "<", ">") {
            @Override
            public Payload encode(Payload payload) {
                return payload.data().length() < 100 ? payload : super.encode(payload);
            }
        };
        CodecChain chain = chain(lazy, round);

        assertThat(chain.encode(VALUE)).isEqualTo(chain(round).encode(VALUE));
        assertThat(chain.decode(chain.encode(VALUE))).isEqualTo(VALUE);
    }

    @Test
    void whatACodecThrowsIsReportedWithItsName() {
        PayloadCodec broken = new BracketCodec("broken", "<", ">") {
            @Override
            public Payload encode(Payload payload) {
                throw new IllegalStateException("no connection to the key server");
            }
        };

        assertThatThrownBy(() -> chain(broken).encode(VALUE))
                .isInstanceOfSatisfying(
                        PayloadException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_CODEC_FAILED))
                .hasMessageContaining(broken.getClass().getName())
                .hasRootCauseMessage("no connection to the key server");
    }

    /** Nobody could decode it. */
    @Test
    void encodingWithoutMetadataIsRefused() {
        PayloadCodec careless = new BracketCodec("careless", "<", ">") {
            @Override
            public Payload encode(Payload payload) {
                return Payload.json("\"" + super.encode(payload).data() + "\"");
            }
        };

        assertThatThrownBy(() -> chain(careless).encode(VALUE))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("does not recognize");
    }

    @Test
    void codecThatDoesNotComeToAnEndIsStopped() {
        PayloadCodec endless = new BracketCodec("endless", "<", ">") {
            @Override
            public Payload decode(Payload payload) {
                return payload;
            }
        };

        assertThatThrownBy(() -> chain(endless).decode(chain(endless).encode(VALUE)))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("does not come to an end");
    }

    @Test
    void resultThatNobodyLooksAtNeedsNoCodec() {
        Payload encoded = chain(round).encode(VALUE);

        assertThat(encoding(square).fromPayload(encoded, void.class)).isNull();
    }

    @Test
    void valuesAreComparedDecoded() {
        PayloadConverter converter = encoding(round);
        Payload encoded = converter.toPayload("a");

        assertThat(converter.isSame(encoded, Payload.json("\"a\""))).isTrue();
        assertThat(converter.isSame(encoded, converter.toPayload("b"))).isFalse();
        assertThat(converter.isSame(Payload.json("1"), Payload.json("2"))).isFalse();
    }

    private static CodecChain chain(PayloadCodec... codecs) {
        return new CodecChain(List.of(codecs));
    }

    private static PayloadConverter encoding(PayloadCodec... codecs) {
        return new PayloadEncoding(List.of(codecs), PayloadLimits.DEFAULT, true).around(new JacksonPayloadConverter());
    }
}
