package dev.durable.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableFailure;
import dev.durable.failure.ErrorCode;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutFailure;
import dev.durable.failure.TimeoutType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncodingFailureConverterTests {

    private static final ApplicationFailure FAILURE = ApplicationFailure.nonRetryable(
            "card 4111 declined",
            "Declined",
            new IllegalStateException("account of Ada Lovelace is closed", new IOException()),
            List.of(Map.of("holder", "Ada Lovelace"), 7));

    private final AesGcmPayloadCodec codec = AesGcmPayloadCodec.of("k1", Map.of("k1", new byte[32]));
    private final FailureConverter encoding = converter(true, codec);
    private final FailureInfoCodec stored = new JsonFailureInfoCodec();

    @Test
    void nothingOfAFailureButItsTypesCanBeRead() {
        String text = stored.encode(encoding.toInfo(FAILURE));

        assertThat(text)
                .doesNotContain("card 4111", "Lovelace", "\"holder", getClass().getSimpleName())
                .contains("\"type\":\"Declined\"", "\"nonRetryable\":true")
                .contains("\"type\":\"java.lang.IllegalStateException\"", "\"type\":\"java.io.IOException\"");
    }

    @Test
    void failureComesBackWithAllItsCauses() {
        DurableFailure failure = encoding.toFailure(stored.decode(stored.encode(encoding.toInfo(FAILURE))));

        assertThat(failure).hasMessage("card 4111 declined").isInstanceOfSatisfying(ApplicationFailure.class, f -> {
            assertThat(f.type()).isEqualTo("Declined");
            assertThat(f.isNonRetryable()).isTrue();
            assertThat(f.details()).containsExactly(Map.of("holder", "Ada Lovelace"), 7);
        });
        assertThat(failure.getStackTrace()[0]).hasToString(FAILURE.getStackTrace()[0].toString());
        assertThat(failure.getCause()).hasMessage("account of Ada Lovelace is closed");
        assertThat(failure.getCause().getCause())
                .hasMessage(null)
                .isInstanceOfSatisfying(
                        ApplicationFailure.class, f -> assertThat(f.type()).isEqualTo("java.io.IOException"));
    }

    @Test
    void factsOfOtherKindsStayReadable() {
        ActivityFailure original = new ActivityFailure(
                "Payments.charge",
                5,
                3,
                RetryState.TIMEOUT,
                new TimeoutFailure("late", TimeoutType.HEARTBEAT, new IOException("secret")));

        FailureInfo info = encoding.toInfo(original);

        assertThat(info.type()).isEqualTo("Payments.charge");
        assertThat(info.activity()).isEqualTo(new FailureInfo.FailedActivity(5, 3, RetryState.TIMEOUT));
        assertThat(info.cause().type()).isEqualTo("HEARTBEAT");
        assertThat(encoding.toFailure(info))
                .hasMessage(original.getMessage())
                .cause()
                .hasMessage("late")
                .hasRootCauseMessage("secret");
    }

    @Test
    void readableFormHasTheMessages() {
        FailureInfo readable = encoding.readable(encoding.toInfo(FAILURE));

        assertThat(readable.headline()).isEqualTo("Declined: card 4111 declined");
        assertThat(readable.stackTrace()).contains(getClass().getName());
        assertThat(readable.encoded()).isNull();
        assertThat(readable.details()).extracting(Payload::data).containsExactly("{\"holder\":\"Ada Lovelace\"}", "7");
        assertThat(readable.cause().message()).isEqualTo("account of Ada Lovelace is closed");
    }

    @Test
    void logsDoNotShowWhatIsEncoded() {
        assertThat(encoding.toInfo(FAILURE).headline()).isEqualTo("Declined: (encoded)");
    }

    @Test
    void failuresOfBothFormsStayReadable() {
        FailureInfo plain = converter(false).toInfo(FAILURE);
        FailureInfo encoded = encoding.toInfo(FAILURE);

        assertThat(encoding.toFailure(plain)).hasMessage("card 4111 declined");
        assertThat(converter(false, codec).toFailure(encoded))
                .as("switched off, with the keys still there")
                .hasMessage("card 4111 declined")
                .cause()
                .hasMessage("account of Ada Lovelace is closed");
    }

    @Test
    void messagesStayReadableIfTheyAreNotToBeEncodedAndDetailsDoNot() {
        FailureInfo info = converter(false, codec).toInfo(FAILURE);

        assertThat(info.message()).isEqualTo("card 4111 declined");
        assertThat(info.stackTrace()).contains(getClass().getName());
        assertThat(stored.encode(info)).doesNotContain("\"holder");
    }

    @Test
    void failureIsNotMadeUpWhenItsKeyIsGone() {
        FailureInfo info = encoding.toInfo(FAILURE);
        FailureConverter other = converter(true, AesGcmPayloadCodec.of("k2", Map.of("k2", new byte[32])));

        assertThatThrownBy(() -> other.toFailure(info))
                .isInstanceOfSatisfying(
                        PayloadException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENCRYPTION_KEY_UNKNOWN));
        assertThat(other.readable(info).headline()).contains("Declined: (cannot be decoded:", "'k1'");
        assertThat(other.readable(info).cause().type()).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void failureIsNotMadeUpWhenTheCodecIsGone() {
        FailureInfo info = encoding.toInfo(new IllegalStateException("secret"));

        assertThatThrownBy(() -> converter(true).toFailure(info))
                .isInstanceOfSatisfying(
                        PayloadException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_ENCODING_UNKNOWN));
    }

    @Test
    void whatFailedIsKeptWithoutItsMessageWhenTheCodecFails() {
        PayloadCodec broken = new BracketCodec("broken", "<", ">") {
            @Override
            public Payload encode(Payload payload) {
                throw new IllegalStateException("no connection");
            }
        };

        String text = stored.encode(converter(true, broken).toInfo(FAILURE));

        assertThat(text)
                .contains("Declined", "could not be encoded", "java.io.IOException")
                .doesNotContain("card 4111", "Lovelace", "\"holder");
    }

    @Test
    void codecThatOnlyDecryptsLeavesFailuresReadable() {
        FailureConverter reading = converter(true, AesGcmPayloadCodec.decryptOnly(Map.of("k1", new byte[32])));

        assertThat(reading.toInfo(FAILURE).message()).isEqualTo("card 4111 declined");
        assertThat(reading.toFailure(encoding.toInfo(FAILURE))).hasMessage("card 4111 declined");
    }

    private static FailureConverter converter(boolean encodesFailures, PayloadCodec... codecs) {
        PayloadEncoding encoding = new PayloadEncoding(List.of(codecs), PayloadLimits.DEFAULT, encodesFailures);
        return encoding.failures(encoding.around(new JacksonPayloadConverter()));
    }
}
