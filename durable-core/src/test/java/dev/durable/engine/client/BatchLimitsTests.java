package dev.durable.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the runs of a batch have their turns. */
class BatchLimitsTests {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final PassingTime time = new PassingTime();

    @Test
    void turnsOfABatchWithoutARateComeAtOnce() {
        BatchLimits.Pace pace = BatchLimits.none(time).pace();

        assertThat(turns(pace, 3)).containsExactly(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    @Test
    void turnsAreSpreadOverTheSecond() {
        BatchLimits.Pace pace = atMostASecond(4);

        assertThat(turns(pace, 4)).extracting(Duration::toMillis).containsExactly(0L, 250L, 500L, 750L);
    }

    @Test
    void timeThatARunTakesCountsTowardsThePause() {
        BatchLimits.Pace pace = atMostASecond(4);

        pace.awaitTurn();
        time.pass(Duration.ofMillis(100));

        assertThat(turns(pace, 1)).extracting(Duration::toMillis).containsExactly(250L);
    }

    @Test
    void whatAStallHeldUpIsNotMadeUpFor() {
        BatchLimits.Pace pace = atMostASecond(4);
        pace.awaitTurn();

        time.pass(Duration.ofSeconds(10));

        assertThat(turns(pace, 3)).extracting(Duration::toMillis).containsExactly(10_000L, 10_250L, 10_500L);
    }

    private BatchLimits.Pace atMostASecond(int runs) {
        return new BatchLimits(Long.MAX_VALUE, runs, "batch-1", time).pace();
    }

    /** How long after the start the next turns come. */
    private List<Duration> turns(BatchLimits.Pace pace, int count) {
        List<Duration> turns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pace.awaitTurn();
            turns.add(Duration.between(START, time.now()));
        }
        return turns;
    }

    /** Passes only when it is told to or somebody waits. */
    private static final class PassingTime implements TimeSource {

        private Instant now = START;

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public TimerHandle schedule(Instant due, Runnable action) {
            now = due;
            action.run();
            return () -> {};
        }
    }
}
