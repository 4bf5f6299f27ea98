package dev.durable.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.DurableFailure;
import dev.durable.failure.ErrorCode;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutFailure;
import dev.durable.failure.TimeoutType;
import dev.durable.payload.FailureInfo.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JacksonFailureConverterTests {

    private final FailureConverter converter = new JacksonFailureConverter(new JacksonPayloadConverter());
    private final FailureInfoCodec codec = new JsonFailureInfoCodec();

    @Test
    void applicationExceptionBecomesApplicationFailureOfItsClassName() {
        Exception original = new IllegalStateException("broken", new IOException("disk"));

        DurableFailure failure = roundTrip(original);

        assertThat(failure).isInstanceOfSatisfying(ApplicationFailure.class, application -> {
            assertThat(application.type()).isEqualTo("java.lang.IllegalStateException");
            assertThat(application.isNonRetryable()).isFalse();
            assertThat(application.details()).isEmpty();
        });
        assertThat(failure).hasMessage("broken");
        assertThat(failure.getCause()).isInstanceOf(ApplicationFailure.class).hasMessage("disk");
    }

    @Test
    void stackTraceComesBack() {
        Exception original = new IllegalStateException("broken");

        StackTraceElement[] restored = roundTrip(original).getStackTrace();

        assertThat(Arrays.stream(restored).limit(5))
                .extracting(StackTraceElement::toString)
                .containsExactlyElementsOf(Arrays.stream(original.getStackTrace())
                        .limit(5)
                        .map(StackTraceElement::toString)
                        .toList());
        assertThat(restored[0].getMethodName()).isEqualTo("stackTraceComesBack");
        assertThat(restored[0].getLineNumber()).isPositive();
    }

    @Test
    void errorsAreKeptToo() {
        assertThat(roundTrip(new StackOverflowError()))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.type()).isEqualTo("java.lang.StackOverflowError"))
                .hasMessage(null);
    }

    @Test
    void applicationFailureKeepsTypeAndDetails() {
        ApplicationFailure original =
                ApplicationFailure.nonRetryable("no money", "Declined", "card", 7, null, Map.of("a", 1));

        DurableFailure failure = roundTrip(original);

        assertThat(failure).isInstanceOfSatisfying(ApplicationFailure.class, application -> {
            assertThat(application.type()).isEqualTo("Declined");
            assertThat(application.isNonRetryable()).isTrue();
            assertThat(application.details()).containsExactly("card", 7, null, Map.of("a", 1));
        });
    }

    @Test
    void applicationFailureKeepsWhenTheNextAttemptIsMade() {
        ApplicationFailure original =
                ApplicationFailure.of("closed", "Closed", "shop").withNextRetryDelay(Duration.ofHours(10));

        assertThat(roundTrip(original)).isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
            assertThat(failure.nextRetryDelay()).isEqualTo(Duration.ofHours(10));
            assertThat(failure.type()).isEqualTo("Closed");
            assertThat(failure.details()).containsExactly("shop");
            assertThat(failure.getStackTrace()[0].getMethodName()).isEqualTo("of");
        });
        assertThat(ApplicationFailure.of("closed", "Closed").nextRetryDelay()).isNull();
    }

    @Test
    void subclassOfApplicationFailureKeepsItsType() {
        assertThat(converter.toInfo(new Declined())).satisfies(info -> {
            assertThat(info.kind()).isEqualTo(Kind.APPLICATION);
            assertThat(info.type()).isEqualTo("declined");
        });
    }

    @Test
    void activityFailureKeepsItsFactsAndCauses() {
        ActivityFailure original = new ActivityFailure(
                "Payments.charge",
                5,
                3,
                RetryState.MAXIMUM_ATTEMPTS_REACHED,
                new TimeoutFailure("late", TimeoutType.HEARTBEAT, new IOException("gone")));

        DurableFailure failure = roundTrip(original);

        assertThat(failure).isInstanceOfSatisfying(ActivityFailure.class, activity -> {
            assertThat(activity.activityType()).isEqualTo("Payments.charge");
            assertThat(activity.scheduledEventId()).isEqualTo(5);
            assertThat(activity.attempt()).isEqualTo(3);
            assertThat(activity.retryState()).isEqualTo(RetryState.MAXIMUM_ATTEMPTS_REACHED);
        });
        assertThat(failure).hasMessage(original.getMessage());
        assertThat(failure.getCause())
                .isInstanceOfSatisfying(
                        TimeoutFailure.class,
                        timeout -> assertThat(timeout.timeoutType()).isEqualTo(TimeoutType.HEARTBEAT))
                .hasMessage("late")
                .hasRootCauseMessage("gone");
    }

    @Test
    void canceledFailureComesBack() {
        assertThat(roundTrip(new CanceledFailure("stop")))
                .isInstanceOf(CanceledFailure.class)
                .hasMessage("stop");
        assertThat(roundTrip(new CanceledFailure("stop", List.of("after row 7"))))
                .isInstanceOfSatisfying(
                        CanceledFailure.class,
                        failure -> assertThat(failure.details()).containsExactly("after row 7"));
    }

    @Test
    void circleOfCausesIsCut() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);

        FailureInfo info = converter.toInfo(first);

        assertThat(info.message()).isEqualTo("first");
        assertThat(info.cause().message()).isEqualTo("second");
        assertThat(info.cause().cause()).isNull();
    }

    @Test
    void endlessChainIsCut() {
        Exception chain = new Exception("0");
        for (int i = 1; i < 5_000; i++) {
            chain = new Exception(String.valueOf(i), chain);
        }

        DurableFailure failure = roundTrip(chain);

        assertThat(failure).hasMessage("4999");
        assertThat(failure.getCause()).hasMessage("4998");
    }

    @Test
    void suppressedExceptionsAreIgnored() {
        Exception original = new Exception("main");
        original.addSuppressed(new Exception("other"));

        assertThat(roundTrip(original).getSuppressed()).isEmpty();
    }

    @Test
    void longStackTraceIsCutWithANote() {
        StackTraceElement[] frames = new StackTraceElement[5_000];
        Arrays.fill(frames, new StackTraceElement("com.example.Recursion", "again", "Recursion.java", 7));
        Exception original = new Exception("deep");
        original.setStackTrace(frames);

        FailureInfo info = converter.toInfo(original);

        assertThat(info.stackTrace()).hasSizeLessThan(9_000).endsWith(" more");
        assertThat(converter.toFailure(info).getStackTrace()).hasSizeGreaterThan(100);
    }

    @Test
    void longMessageIsCutWithANote() {
        assertThat(converter.toInfo(new Exception("x".repeat(1_000_000))).message())
                .hasSizeLessThan(33_000)
                .endsWith("more characters");
    }

    @Test
    void exceptionThatFailsToTellItsMessageIsKept() {
        RuntimeException hostile = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no");
            }
        };

        assertThat(converter.toInfo(hostile).type())
                .isEqualTo(hostile.getClass().getName());
    }

    @Test
    void unencodableDetailIsLeftOutWithANote() {
        ApplicationFailure original = ApplicationFailure.of("m", "T", new Object(), "fine");

        assertThat(converter.toInfo(original).details())
                .extracting(Payload::data)
                .satisfiesExactly(
                        note -> assertThat(note).contains("could not be encoded"),
                        fine -> assertThat(fine).isEqualTo("\"fine\""));
    }

    @Test
    void textThatIsNoStackTraceLeavesNone() {
        FailureInfo info =
                new FailureInfo(Kind.APPLICATION, "T", null, "not a stack trace", false, List.of(), null, null);

        assertThat(converter.toFailure(codec.decode(codec.encode(info))).getStackTrace())
                .isEmpty();
    }

    /** Workflow code would take it for the detail. */
    @Test
    void detailOfForeignEncodingIsRefused() {
        Payload detail = new Payload("cipher", Map.of("encoding", "aes"));
        FailureInfo info = new FailureInfo(Kind.APPLICATION, "T", null, "", false, List.of(detail), null, null);

        assertThatThrownBy(() -> converter.toFailure(codec.decode(codec.encode(info))))
                .isInstanceOfSatisfying(
                        PayloadException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_ENCODING_UNKNOWN));
    }

    private DurableFailure roundTrip(Throwable throwable) {
        FailureInfo info = converter.toInfo(throwable);
        FailureInfo stored = codec.decode(codec.encode(info));
        assertThat(stored).isEqualTo(info);
        return converter.toFailure(stored);
    }

    static class Declined extends ApplicationFailure {
        Declined() {
            super("no", "declined", true, List.of(), null);
        }
    }
}
