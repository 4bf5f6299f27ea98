package dev.durable.autoconfigure.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.activity.ActivityInfo;
import dev.durable.activity.ActivityTimeouts;
import dev.durable.context.Header;
import dev.durable.engine.observation.AttemptOutcome;
import dev.durable.engine.observation.AttemptWatch;
import dev.durable.interceptor.ActivityAttempt;
import dev.durable.payload.JacksonPayloadConverter;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Handlers of the application that throw: attempts and schedules go on, and nothing stays in force on their threads. */
class FailingHandlerTests {

    private final ObservationRegistry registry = ObservationRegistry.create();
    private final List<String> told = new ArrayList<>();
    private final ExecutionObservations observations = new ExecutionObservations(registry, new TraceHeaders(true));

    @Test
    void scopeThatCannotBeOpenedIsNotInForceAndTheAttemptIsMade() throws Throwable {
        failingIn("scope opened");

        AttemptWatch watch = begin();
        assertThat(registry.getCurrentObservationScope()).isNull();
        assertThat(observations.attempt(attempt(), call -> "made")).isEqualTo("made");
        watch.ended(AttemptOutcome.RETURNED, null);

        assertThat(told).contains("stopped");
    }

    @Test
    void scopeThatCannotBeClosedIsOutOfForceAndTheResultCounts() throws Throwable {
        failingIn("scope closed");

        AttemptWatch watch = begin();
        assertThat(observations.attempt(attempt(), call -> "made")).isEqualTo("made");
        watch.ended(AttemptOutcome.RETURNED, null);

        assertThat(registry.getCurrentObservationScope()).isNull();
        assertThat(told).contains("stopped");
    }

    @Test
    void failureOfTheCodeIsWhatTheAttemptFailsWith() {
        failingIn("scope closed");

        AttemptWatch watch = begin();

        assertThatThrownBy(() -> observations.attempt(attempt(), call -> {
                    throw new IllegalStateException("out of stock");
                }))
                .hasMessage("out of stock")
                .hasNoSuppressedExceptions();
        watch.ended(AttemptOutcome.FAILED, null);
    }

    @Test
    void runStartsWithoutATraceIfNoneCanBegin() {
        failingIn("started");

        assertThat(new ScheduledStarts(registry).observe("Report", "report-1")).isNull();
    }

    private AttemptWatch begin() {
        return observations.attemptBegins(attempt().info(), attempt().header());
    }

    private static ActivityAttempt attempt() {
        return new ActivityAttempt(
                new ActivityInfo(
                        "order-42",
                        new UUID(0, 42),
                        "Order",
                        "Stock.reserve",
                        2,
                        1,
                        "default",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        ActivityTimeouts.startToClose(Duration.ofMinutes(1))),
                List.of(),
                Header.of(Map.of(), new JacksonPayloadConverter()));
    }

    private void failingIn(String moment) {
        registry.observationConfig().observationHandler(new ObservationHandler<Observation.Context>() {
            @Override
            public void onStart(Observation.Context context) {
                tell("started");
            }

            @Override
            public void onScopeOpened(Observation.Context context) {
                tell("scope opened");
            }

            @Override
            public void onScopeClosed(Observation.Context context) {
                tell("scope closed");
            }

            @Override
            public void onStop(Observation.Context context) {
                tell("stopped");
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }

            private void tell(String what) {
                told.add(what);
                if (what.equals(moment)) {
                    throw new IllegalStateException(what);
                }
            }
        });
    }
}
