package dev.durable.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.EngineSettings.RetentionSettings;
import dev.durable.engine.time.ManualTime;
import dev.durable.store.RetentionStore;
import dev.durable.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When a node deletes old runs, and that nothing but its stop ends that. What is deleted is in the store's contract. */
class RetentionSweepTests {

    private static final Duration AGE = Duration.ofDays(30);
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final int BATCH = 5;

    private final ManualTime time = new ManualTime();
    private final Queue<Runnable> rounds = new ArrayDeque<>();
    private final ClosedRuns store = new ClosedRuns();
    private final RetentionSweep sweep =
            new RetentionSweep(store, time, rounds::add, new RetentionSettings(AGE, INTERVAL, BATCH));

    @Test
    void roundDeletesBatchesUntilNothingIsLeft() {
        store.left = 2 * BATCH + 1;

        sweep.start();
        runRound();

        assertThat(store.deleted).containsExactly(BATCH, BATCH, 1);
        assertThat(store.closedBefore).containsOnly(ManualTime.START.minus(AGE));
    }

    @Test
    void batchesThatFitExactlyEndWithAnEmptyOne() {
        store.left = BATCH;

        sweep.start();
        runRound();

        assertThat(store.deleted).containsExactly(BATCH, 0);
    }

    @Test
    void nextRoundComesAfterTheIntervalAndGoesByTheTimeThen() {
        sweep.start();
        runRound();

        time.advance(INTERVAL.minusMillis(1));
        assertThat(rounds).isEmpty();
        time.advance(Duration.ofMillis(1));
        runRound();

        assertThat(store.closedBefore)
                .containsExactly(
                        ManualTime.START.minus(AGE),
                        ManualTime.START.plus(INTERVAL).minus(AGE));
    }

    @Test
    void roundsGoOnAfterTheStoreWasOut() {
        assertThatRoundsGoOnAfter(new StoreUnavailableException("The database is away.", false, null));
    }

    @Test
    void roundsGoOnAfterAnUnexpectedFailure() {
        assertThatRoundsGoOnAfter(new IllegalStateException("never seen before"));
    }

    @Test
    void roundsGoOnAfterAnError() {
        assertThatRoundsGoOnAfter(new OutOfMemoryError("for a moment"));
    }

    @Test
    void stopEndsTheRoundAfterItsBatchAndAllOthers() {
        store.left = 3 * BATCH;
        List<CompletableFuture<Void>> stops = new ArrayList<>();
        store.duringBatch = () -> stops.add(sweep.stop());

        sweep.start();
        assertThat(stops).isEmpty();
        runRound();

        assertThat(store.deleted).containsExactly(BATCH);
        assertThat(stops).singleElement().satisfies(stop -> assertThat(stop).isCompleted());
        assertThat(time.nextTimer()).isEmpty();
    }

    @Test
    void stopBetweenRoundsCancelsTheNextOne() {
        sweep.start();
        runRound();

        assertThat(sweep.stop()).isCompleted();

        assertThat(time.nextTimer()).isEmpty();
        time.advance(INTERVAL);
        assertThat(rounds).isEmpty();
    }

    @Test
    void stopWaitsForTheRoundThatIsUnderWay() {
        sweep.start();

        CompletableFuture<Void> stopped = sweep.stop();

        assertThat(stopped).isNotDone();
        runRound();
        assertThat(stopped).isCompleted();
        assertThat(store.deleted).isEmpty();
    }

    @Test
    void nothingIsDeletedIfAllRunsAreKept() {
        RetentionSweep keeping = new RetentionSweep(store, time, rounds::add, RetentionSettings.DEFAULT);

        keeping.start();

        assertThat(rounds).isEmpty();
        assertThat(time.nextTimer()).isEmpty();
    }

    private void assertThatRoundsGoOnAfter(Throwable trouble) {
        store.left = BATCH + 1;
        store.trouble.add(trouble);

        sweep.start();
        runRound();
        assertThat(store.deleted).isEmpty();
        time.advance(INTERVAL);
        runRound();

        assertThat(store.deleted).containsExactly(BATCH, 1);
        assertThat(sweep.stop()).isCompleted();
    }

    private void runRound() {
        rounds.remove().run();
    }

    /** A store of which only the number of closed runs is known. */
    private static final class ClosedRuns implements RetentionStore {

        private final Queue<Throwable> trouble = new ArrayDeque<>();
        private final List<Integer> deleted = new ArrayList<>();
        private final List<Instant> closedBefore = new ArrayList<>();
        private Runnable duringBatch = () -> {};
        private int left;

        @Override
        public boolean deleteRun(UUID runId) {
            throw new UnsupportedOperationException("Only closed runs are deleted, and together");
        }

        @Override
        public int deleteClosedRuns(Instant before, int limit) {
            duringBatch.run();
            Throwable failure = trouble.poll();
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            int batch = Math.min(left, limit);
            left -= batch;
            deleted.add(batch);
            closedBefore.add(before);
            return batch;
        }
    }
}
