package dev.durable.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.durable.failure.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class PayloadLimitsTests {

    private static final PayloadUse USE = PayloadUse.argument(0, "OrderWorkflow.fulfil");

    @Test
    void payloadThatIsTooLargeIsRefusedByName() {
        PayloadConverter converter = converter(new PayloadLimits(1_000, 1_000));

        assertThatThrownBy(() -> converter.toPayload("x".repeat(999), String.class, USE))
                .isInstanceOfSatisfying(
                        PayloadException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE))
                .hasMessageContaining("Argument 1 of OrderWorkflow.fulfil takes 1001 bytes")
                .hasMessageContaining("the limit is 1000 bytes")
                .hasMessageContaining("durable.payload.max-size");
        assertThatCode(() -> converter.toPayload("x".repeat(998), String.class, USE))
                .doesNotThrowAnyException();
    }

    @Test
    void valueWithoutAKnownUseIsNamedByItsType() {
        PayloadConverter converter = converter(new PayloadLimits(10, 10));

        assertThatThrownBy(() -> converter.toPayload(List.of("aaaaaaaaaaa"), List.class))
                .hasMessageMatching("(?s).*A value of java\\.util\\.\\S*List\\S* takes 15 bytes.*");
        assertThatThrownBy(() -> converter.toPayload("x".repeat(20)))
                .hasMessageContaining("A value of java.lang.String takes 22 bytes");
    }

    @ParameterizedTest
    @CsvSource({"x, 1", "ü, 2", "€, 3", "🚀, 4"})
    void bytesAreCounted(String character, int bytes) {
        String text = character.repeat(400);
        int size = 400 * bytes + 2;

        assertThatCode(() -> converter(new PayloadLimits(size, size)).toPayload(text))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> converter(new PayloadLimits(size - 1, size)).toPayload(text))
                .hasMessageContaining("takes " + size + " bytes");
    }

    @Test
    void whatIsStoredIsMeasuredAfterTheCodecs() {
        AesGcmPayloadCodec codec = AesGcmPayloadCodec.of("k", Map.of("k", new byte[32]));
        PayloadConverter converter = new PayloadEncoding(List.of(codec), new PayloadLimits(1_000, 1_000), true)
                .around(new JacksonPayloadConverter());

        assertThatThrownBy(() -> converter.toPayload("x".repeat(800))).hasMessageContaining("takes 1108 bytes");
    }

    @Test
    void whatWasAcceptedOnceIsAcceptedInAReplay() {
        PayloadConverter converter = converter(new PayloadLimits(1_000, 1_000));

        assertThatCode(() -> converter.toPayload("x".repeat(5_000), String.class, USE.replayed()))
                .doesNotThrowAnyException();
    }

    @Test
    void storedPayloadIsReadWhateverItsSize() {
        Payload large = Payload.json('"' + "x".repeat(5_000) + '"');

        assertThat(converter(new PayloadLimits(1_000, 1_000)).fromPayload(large, String.class))
                .isEqualTo("x".repeat(5_000));
    }

    @Test
    void largePayloadIsReportedOncePerMethod() {
        PayloadConverter converter = converter(new PayloadLimits(10_000, 1_000));

        List<String> warnings = warningsOf(() -> {
            converter.toPayload("x".repeat(900), String.class, USE);
            converter.toPayload("x".repeat(2_000), String.class, USE);
            converter.toPayload("x".repeat(3_000), String.class, USE);
            converter.toPayload("x".repeat(3_000), String.class, PayloadUse.result("Payments.charge"));
            converter.toPayload(
                    "x".repeat(3_000),
                    String.class,
                    PayloadUse.result("Mails.send").replayed());
        });

        assertThat(warnings)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains("Argument 1 of OrderWorkflow.fulfil takes 2002 bytes")
                                .contains("more than 1000 bytes")
                                .contains("the limit is 10000 bytes"),
                        second -> assertThat(second).contains("The result of Payments.charge takes 3002 bytes"));
    }

    @Test
    void sizesArePositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PayloadLimits(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new PayloadLimits(1, -1));
    }

    private static PayloadConverter converter(PayloadLimits limits) {
        return new PayloadEncoding(List.of(), limits, true).around(new JacksonPayloadConverter());
    }

    private static List<String> warningsOf(Runnable action) {
        Logger logger = (Logger) LoggerFactory.getLogger(PayloadLimits.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        try {
            action.run();
        } finally {
            logger.detachAppender(appender);
        }
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
