package dev.durable.autoconfigure.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brave.handler.MutableSpan;
import dev.durable.activity.ActivityInfo;
import dev.durable.activity.ActivityTimeouts;
import dev.durable.context.ContextScope;
import dev.durable.context.Header;
import dev.durable.interceptor.ActivityAttempt;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.Payload;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracingContextPropagatorTests {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";
    private static final Map<String, String> HEADERS = Map.of("traceparent", "00-" + TRACE + "-" + PARENT + "-01");

    private final BraveTraces traces = new BraveTraces();
    private final Tracer tracer = traces.tracer();
    private final TracingContextPropagator propagator = new TracingContextPropagator(tracer, traces.propagator());
    private final AttemptSpans spans = new AttemptSpans(tracer, traces.propagator(), propagator);
    private final ActivityAttempt attempt = attempt("Payments.pay");

    @AfterEach
    void close() {
        traces.close();
    }

    @Test
    void headersOfTheCurrentSpanAreTakenAlong() {
        Span span = tracer.nextSpan().name("request").start();
        Map<String, String> captured;
        try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
            captured = propagator.capture();
        }

        assertThat(captured)
                .containsExactly(Map.entry(
                        "traceparent",
                        "00-" + span.context().traceId() + "-" + span.context().spanId() + "-01"));
    }

    @Test
    void headersAreStoredAsTheyAre() {
        JacksonPayloadConverter payloads = new JacksonPayloadConverter();

        Payload stored = payloads.toPayload(HEADERS);

        assertThat(payloads.fromPayload(stored, propagator.type())).isEqualTo(HEADERS);
    }

    @Test
    void nothingIsTakenFromAThreadWithoutSpan() {
        assertThat(propagator.capture()).isNull();
    }

    @Test
    void tracerThatWritesNothingPropagatesNothing() {
        TracingContextPropagator noop = new TracingContextPropagator(Tracer.NOOP, Propagator.NOOP);

        assertThat(noop.capture()).isNull();
        noop.restore(HEADERS).close();
    }

    @Test
    void whatCameAlongIsPassedOnUnchangedAndWithoutASpan() {
        try (ContextScope scope = propagator.restore(HEADERS)) {
            assertThat(tracer.currentSpan()).isNull();
            assertThat(propagator.capture()).isEqualTo(HEADERS);
        }

        assertThat(propagator.capture()).isNull();
        assertThat(traces.finished()).isEmpty();
    }

    @Test
    void spanOfTheThreadIsOutOfForceUntilTheScopeIsClosed() {
        Span span = tracer.nextSpan().start();
        try (Tracer.SpanInScope request = tracer.withSpan(span)) {

            try (ContextScope scope = propagator.restore(null)) {
                assertThat(tracer.currentSpan()).isNull();
                assertThat(propagator.capture()).isNull();
            }

            assertThat(tracer.currentSpan().context().spanId())
                    .isEqualTo(span.context().spanId());
        }
    }

    @Test
    void scopesNest() {
        try (ContextScope outer = propagator.restore(HEADERS)) {
            try (ContextScope inner = propagator.restore(Map.of("traceparent", "another"))) {
                assertThat(propagator.capture()).containsValue("another");
            }
            assertThat(propagator.capture()).isEqualTo(HEADERS);
        }
    }

    @Test
    void attemptIsASpanOfTheTraceThatCameAlong() throws Throwable {
        try (ContextScope scope = propagator.restore(HEADERS)) {
            Object result = spans.attempt(attempt, call -> {
                assertThat(call).isSameAs(attempt);
                Span span = tracer.currentSpan();
                assertThat(span.context().traceId()).isEqualTo(TRACE);
                assertThat(propagator.capture().get("traceparent"))
                        .contains(span.context().spanId());
                assertThat(traces.finished()).isEmpty();
                return "paid";
            });

            assertThat(result).isEqualTo("paid");
            assertThat(tracer.currentSpan()).isNull();
        }

        assertThat(traces.finished()).singleElement().satisfies(span -> {
            assertThat(span.name()).isEqualTo("Payments.pay");
            assertThat(span.traceId()).isEqualTo(TRACE);
            assertThat(span.parentId()).isEqualTo(PARENT);
        });
    }

    @Test
    void eachAttemptHasItsOwnSpanWhichEndsWhateverHappens() throws Throwable {
        try (ContextScope scope = propagator.restore(HEADERS)) {
            assertThatThrownBy(() -> spans.attempt(attempt, call -> {
                        throw new IOException("down");
                    }))
                    .hasMessage("down");
            spans.attempt(attempt, call -> null);
        }

        assertThat(traces.finished()).extracting(MutableSpan::parentId).containsExactly(PARENT, PARENT);
        assertThat(traces.finished()).extracting(MutableSpan::id).doesNotHaveDuplicates();
    }

    @Test
    void attemptWithoutATraceHasNoSpan() throws Throwable {
        try (ContextScope scope = propagator.restore(null)) {
            assertThat(spans.attempt(attempt, call -> tracer.currentSpan())).isNull();
        }
    }

    @Test
    void traceThatIsNotSampledStaysSo() throws Throwable {
        try (ContextScope scope = propagator.restore(Map.of("traceparent", "00-" + TRACE + "-" + PARENT + "-00"))) {
            Object header = spans.attempt(attempt, call -> propagator.capture().get("traceparent"));

            assertThat(header).asString().startsWith("00-" + TRACE).endsWith("-00");
        }

        assertThat(traces.finished()).isEmpty();
    }

    private static ActivityAttempt attempt(String activityType) {
        Instant now = Instant.parse("2030-01-01T00:00:00Z");
        ActivityTimeouts limit = ActivityTimeouts.startToClose(Duration.ofMinutes(1));
        ActivityInfo info = new ActivityInfo("w", new UUID(0, 1), "W", activityType, 2, 1, "default", now, now, limit);
        return new ActivityAttempt(info, List.of(), Header.of(Map.of(), new JacksonPayloadConverter()));
    }
}
