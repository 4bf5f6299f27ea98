package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.failure.ApplicationFailure;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvents;
import dev.durable.history.JsonEventCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventSizeTests {

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ActivityTaskReported", "WorkflowExecutionResetRequested", "WorkflowExecutionRetryRequested"
            }) // no part of a history
    void eventTakesAboutAsMuchAsItIsStoredWith(EventType type) {
        int stored = new JsonEventCodec().encode(HistoryEvents.full(type)).length();

        assertThat(EventSize.of(HistoryEvents.full(type))).isBetween(50L, 250L + stored);
    }

    @Test
    void payloadsAndFailuresCount() {
        String large = "x".repeat(10_000);

        assertThat(EventSize.of(HistoryBuilder.started("Type", large, large).build()))
                .isBetween(20_000L, 20_500L);
        assertThat(EventSize.of(HistoryBuilder.started("Type")
                        .scheduled("Work.run", large)
                        .failed(2, ApplicationFailure.of(large, "Large", large))
                        .build()))
                .isGreaterThan(30_000L);
    }
}
