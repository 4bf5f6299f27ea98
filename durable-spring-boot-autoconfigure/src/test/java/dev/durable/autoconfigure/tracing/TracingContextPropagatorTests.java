package dev.durable.autoconfigure.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.autoconfigure.observation.ScheduledStarts;
import dev.durable.context.ContextScope;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.Payload;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TracingContextPropagatorTests {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";
    private static final Map<String, String> HEADERS = Map.of("traceparent", "00-" + TRACE + "-" + PARENT + "-01");

    private final BraveTraces traces = new BraveTraces();
    private final Tracer tracer = traces.tracer();
    private final ScheduledStarts starts = new ScheduledStarts(ObservationRegistry.NOOP);
    private final TracingContextPropagator propagator =
            new TracingContextPropagator(tracer, traces.propagator(), starts);

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
        TracingContextPropagator noop = new TracingContextPropagator(Tracer.NOOP, Propagator.NOOP, starts);

        assertThat(noop.capture()).isNull();
        assertThat(noop.originate("Order", "order-1")).isNull();
        noop.restore(HEADERS).close();
    }

    @Test
    void whatCameAlongIsPassedOnUnchangedAndWithoutASpan() {
        try (ContextScope scope = propagator.restore(HEADERS)) {
            assertThat(tracer.currentSpan()).isNull();
            assertThat(propagator.capture()).isEqualTo(HEADERS);
        }

        assertThat(propagator.capture()).isNull();
        assertThat(traces.finished().all()).isEmpty();
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
    void logLinesOfWorkflowCodeBelongToTheTraceThatCameAlong() {
        try (ContextScope scope = propagator.restore(HEADERS)) {
            assertThat(MDC.get("traceId")).isEqualTo(TRACE);
            assertThat(MDC.get("spanId")).isEqualTo(PARENT);
        }

        assertThat(MDC.get("traceId")).isNull();
        assertThat(MDC.get("spanId")).isNull();
    }

    @Test
    void headersOfAnotherKindAreNotForTheLoggingContext() {
        try (ContextScope scope = propagator.restore(Map.of("traceparent", "?", "b3", TRACE + "-" + PARENT))) {
            assertThat(MDC.get("traceId")).isNull();
        }
    }
}
