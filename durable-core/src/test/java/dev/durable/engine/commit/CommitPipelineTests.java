package dev.durable.engine.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.EngineSettings.CommitSettings;
import dev.durable.engine.time.ManualTime;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.store.CommitResult;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreConflictException.Kind;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.TurnWrite;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lanes run when the test says so, and pauses end when the test lets time pass. */
class CommitPipelineTests {

    private static final UUID NODE = new UUID(0, 0);

    private final FakeTurnStore store = new FakeTurnStore();
    private final ManualTime time = new ManualTime();
    private final Queue<Runnable> lanes = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();

    @Test
    void turnIsCommittedAloneWhenNothingElseWaits() {
        CommitPipeline pipeline = pipeline(1, 100);

        submit(pipeline, 1);
        runLanes();

        assertThat(store.groups()).containsExactly(List.of(run(1)));
        assertThat(told).containsExactly("1 committed alone");
    }

    @Test
    void turnsThatWaitTogetherShareACommit() {
        CommitPipeline pipeline = pipeline(1, 100);

        submit(pipeline, 1, 2, 3);
        assertThat(pipeline.queued()).isEqualTo(3);
        assertThat(lanes).as("one lane takes them all").hasSize(1);
        runLanes();

        assertThat(store.groups()).containsExactly(List.of(run(1), run(2), run(3)));
        assertThat(told).containsExactly("1 committed", "2 committed", "3 committed");
        assertThat(pipeline.queued()).isZero();
    }

    @Test
    void nobodyIsToldBeforeTheCommit() {
        CommitPipeline pipeline = pipeline(1, 100);
        store.before(group -> assertThat(told).isEmpty());

        submit(pipeline, 1, 2);
        runLanes();

        assertThat(told).hasSize(2);
    }

    @Test
    void commitTakesNoMoreTurnsThanItMay() {
        CommitPipeline pipeline = pipeline(1, 2);

        submit(pipeline, 1, 2, 3, 4, 5);
        runLanes();

        assertThat(store.groups()).containsExactly(List.of(run(1), run(2)), List.of(run(3), run(4)), List.of(run(5)));
    }

    @Test
    void turnsQueuedDuringACommitAreTheNextGroup() {
        CommitPipeline pipeline = pipeline(1, 100);
        AtomicInteger next = new AtomicInteger(2);
        store.before(group -> {
            if (next.get() <= 6) {
                submit(pipeline, next.getAndIncrement(), next.getAndIncrement());
            }
        });

        submit(pipeline, 1);
        runLanes();

        assertThat(store.groups())
                .containsExactly(
                        List.of(run(1)), List.of(run(2), run(3)), List.of(run(4), run(5)), List.of(run(6), run(7)));
        assertThat(told).hasSize(7);
    }

    @Test
    void listenerMaySubmitTheNextTurnOfItsRun() {
        CommitPipeline pipeline = pipeline(1, 100);
        pipeline.submit(turn(run(1)), new CommitListener() {
            @Override
            public void committed(CommitResult result, boolean alone) {
                submit(pipeline, 2);
            }

            @Override
            public void failed(RuntimeException failure) {
                throw new AssertionError(failure);
            }
        });

        runLanes();

        assertThat(store.groups()).containsExactly(List.of(run(1)), List.of(run(2)));
    }

    @Test
    void pipelineGoesOnAfterItWasIdle() {
        CommitPipeline pipeline = pipeline(1, 100);
        submit(pipeline, 1);
        runLanes();

        submit(pipeline, 2);
        runLanes();

        assertThat(told).containsExactly("1 committed alone", "2 committed alone");
    }

    @Test
    void severalLanesTakeTurnsAtTheSameTime() {
        CommitPipeline pipeline = pipeline(3, 1);

        submit(pipeline, 1, 2, 3, 4, 5);
        assertThat(lanes).hasSize(3);
        runLanes();

        assertThat(store.groups()).hasSize(5);
        assertThat(told).hasSize(5);
    }

    @Test
    void conflictHurtsOnlyTheTurnThatMeetsIt() {
        CommitPipeline pipeline = pipeline(1, 100);
        store.refuse(run(2), new StoreConflictException(Kind.OWNERSHIP_LOST, "Another's.", null));

        submit(pipeline, 1, 2, 3);
        runLanes();

        assertThat(store.groups())
                .containsExactly(List.of(run(1), run(2), run(3)), List.of(run(1)), List.of(run(2)), List.of(run(3)));
        assertThat(told).containsExactlyInAnyOrder("1 committed alone", "2 failed OWNERSHIP_LOST", "3 committed alone");
    }

    @Test
    void turnThatCannotBeStoredIsToldSoAndHurtsNobodyElse() {
        CommitPipeline pipeline = pipeline(1, 100);
        store.refuse(run(3), new DurableException(ErrorCode.STORE_FAILED, "The row does not fit."));

        submit(pipeline, 1, 2, 3);
        runLanes();

        assertThat(told).containsExactlyInAnyOrder("1 committed alone", "2 committed alone", "3 failed STORE_FAILED");
    }

    @Test
    void turnsQueuedWhileACulpritIsLookedForAreCommittedAfterwards() {
        CommitPipeline pipeline = pipeline(1, 100);
        store.refuse(run(1), new StoreConflictException(Kind.OWNERSHIP_LOST, "Another's.", null));
        AtomicInteger commits = new AtomicInteger();
        store.before(group -> {
            if (commits.incrementAndGet() == 1) {
                submit(pipeline, 3, 4);
            }
        });

        submit(pipeline, 1, 2);
        runLanes();

        assertThat(store.groups()).last().isEqualTo(List.of(run(3), run(4)));
        assertThat(told).hasSize(4).contains("1 failed OWNERSHIP_LOST");
    }

    @Test
    void outageIsWaitedOutAndNobodyIsTold() {
        CommitPipeline pipeline = pipeline(1, 100);
        Outage outage = new Outage(false);
        store.before(group -> outage.strike());

        submit(pipeline, 1, 2);
        runLanes();
        assertThat(told).isEmpty();
        assertThat(lanes).isEmpty();
        outage.over = true;
        time.advance(Duration.ofSeconds(5));
        runLanes();

        assertThat(told).containsExactly("1 committed", "2 committed");
        assertThat(store.lookUps()).as("nothing was in doubt").isZero();
    }

    @Test
    void pausesGrowUpToFiveSeconds() {
        CommitPipeline pipeline = pipeline(1, 100);
        Outage outage = new Outage(false);
        store.before(group -> outage.strike());
        submit(pipeline, 1);
        runLanes();

        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Duration pause = Duration.between(time.now(), time.nextTimer().orElseThrow());
            pauses.add(pause);
            time.advance(pause);
            runLanes();
        }

        assertThat(pauses)
                .extracting(Duration::toMillis)
                .containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 5000L);
        assertThat(store.groups()).hasSize(10);
    }

    @Test
    void pauseIsShortAgainAfterASuccess() {
        CommitPipeline pipeline = pipeline(1, 100);
        Outage outage = new Outage(false);
        store.before(group -> outage.strike());
        submit(pipeline, 1);
        runLanes();
        time.advance(Duration.ofMillis(100));
        runLanes();
        outage.over = true;
        time.advance(Duration.ofMillis(200));
        runLanes();

        outage.over = false;
        submit(pipeline, 2);
        runLanes();

        assertThat(Duration.between(time.now(), time.nextTimer().orElseThrow())).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void turnsQueuedDuringAnOutageWaitToo() {
        CommitPipeline pipeline = pipeline(1, 100);
        Outage outage = new Outage(false);
        store.before(group -> outage.strike());
        submit(pipeline, 1);
        runLanes();

        submit(pipeline, 2, 3);
        assertThat(lanes).as("the only lane pauses").isEmpty();
        outage.over = true;
        time.advance(Duration.ofSeconds(1));
        runLanes();

        assertThat(store.groups()).containsExactly(List.of(run(1)), List.of(run(1)), List.of(run(2), run(3)));
        assertThat(told).hasSize(3);
    }

    @Test
    void commitWithUnknownOutcomeThatHappenedIsNotRepeated() {
        CommitPipeline pipeline = pipeline(1, 100);
        Outage outage = new Outage(true);
        store.after(group -> outage.strike());

        submit(pipeline, 1, 2);
        runLanes();
        assertThat(told).isEmpty();
        outage.over = true;
        time.advance(Duration.ofSeconds(1));
        runLanes();

        assertThat(store.groups()).hasSize(1);
        assertThat(store.lookUps()).isEqualTo(2);
        assertThat(told).containsExactly("1 committed", "2 committed");
    }

    @Test
    void commitWithUnknownOutcomeThatDidNotHappenIsRepeated() {
        CommitPipeline pipeline = pipeline(1, 100);
        Outage outage = new Outage(true);
        store.before(group -> outage.strike());

        submit(pipeline, 1, 2);
        runLanes();
        outage.over = true;
        time.advance(Duration.ofSeconds(1));
        runLanes();

        assertThat(store.groups()).containsExactly(List.of(run(1), run(2)), List.of(run(1), run(2)));
        assertThat(told).containsExactly("1 committed", "2 committed");
    }

    /** A group of a hundred turns would hardly ever be found out about at once while every tenth question fails. */
    @Test
    void whatWasFoundOutAboutAnUnknownOutcomeIsNotAskedAgain() {
        CommitPipeline pipeline = pipeline(1, 100);
        Outage outage = new Outage(true);
        store.after(group -> outage.strike());
        submit(pipeline, 1, 2, 3, 4);
        runLanes();
        outage.over = true;

        AtomicInteger questions = new AtomicInteger();
        store.beforeLookUp(() -> {
            if (questions.incrementAndGet() % 2 == 0) {
                throw new StoreUnavailableException("Down.", false, null);
            }
        });
        for (int i = 0; i < 4; i++) {
            time.advance(Duration.ofSeconds(5));
            runLanes();
        }

        assertThat(store.lookUps()).isEqualTo(4);
        assertThat(store.groups()).hasSize(1);
        assertThat(told).containsExactly("1 committed", "2 committed", "3 committed", "4 committed");
    }

    @Test
    void outcomeStaysInDoubtOverFurtherFailures() {
        CommitPipeline pipeline = pipeline(1, 100);
        Outage outage = new Outage(true);
        store.after(group -> outage.strike());
        submit(pipeline, 1);
        runLanes();

        for (int i = 0; i < 5; i++) {
            time.advance(Duration.ofSeconds(5));
            runLanes();
        }

        assertThat(store.groups())
                .as("it was committed, so it must not be tried again")
                .hasSize(1);
        assertThat(told).containsExactly("1 committed");
    }

    @Test
    void conflictFoundAfterAnOutageIsIsolatedAsUsual() {
        CommitPipeline pipeline = pipeline(1, 100);
        Outage outage = new Outage(false);
        store.before(group -> outage.strike());
        store.refuse(run(2), new StoreConflictException(Kind.OWNERSHIP_LOST, "Another's.", null));
        submit(pipeline, 1, 2);
        runLanes();

        outage.over = true;
        time.advance(Duration.ofSeconds(1));
        runLanes();

        assertThat(told).containsExactlyInAnyOrder("1 committed alone", "2 failed OWNERSHIP_LOST");
    }

    @Test
    void everyTurnIsToldExactlyOnceUnderAMixOfTroubles() {
        CommitPipeline pipeline = pipeline(2, 3);
        AtomicInteger commits = new AtomicInteger();
        store.refuse(run(7), new StoreConflictException(Kind.OWNERSHIP_LOST, "Another's.", null));
        store.before(group -> strikeEvery(commits, 4, false));
        store.after(group -> strikeEvery(commits, 5, true));

        IntStream.rangeClosed(1, 30).forEach(i -> submit(pipeline, i));
        while (told.size() < 30) {
            runLanes();
            time.advance(Duration.ofSeconds(5));
        }

        assertThat(told).hasSize(30).contains("7 failed OWNERSHIP_LOST");
        assertThat(told.stream().map(line -> line.split(" ")[0])).doesNotHaveDuplicates();
    }

    @Test
    void laneSurvivesAnErrorOfTheStore() {
        CommitPipeline pipeline = pipeline(1, 100);
        store.before(group -> {
            if (group.contains(run(1))) {
                throw new StackOverflowError();
            }
        });

        submit(pipeline, 1);
        runLanes();
        submit(pipeline, 2);
        runLanes();

        assertThat(told).containsExactly("1 failed " + ErrorCode.STORE_FAILED, "2 committed alone");
    }

    @Test
    void laneSurvivesAListenerThatFails() {
        CommitPipeline pipeline = pipeline(1, 100);
        pipeline.submit(turn(run(1)), new CommitListener() {
            @Override
            public void committed(CommitResult result, boolean alone) {
                throw new IllegalStateException("A defect of the listener");
            }

            @Override
            public void failed(RuntimeException failure) {
                told.add("1 failed");
            }
        });

        runLanes();
        submit(pipeline, 2);
        runLanes();

        assertThat(told).containsExactly("2 committed alone");
    }

    @Test
    void commitThatBecomesVisibleOnlyAfterItWasTriedAgainCounts() {
        CommitPipeline pipeline = pipeline(1, 100);
        Outage outage = new Outage(true);
        store.before(group -> outage.strike());
        submit(pipeline, 1);
        runLanes();
        store.before(group -> {
            store.makeCommitted(run(1));
            throw new StoreConflictException(Kind.OWNERSHIP_LOST, "The events are there.", null);
        });

        time.advance(Duration.ofSeconds(1));
        runLanes();

        assertThat(told).containsExactly("1 committed alone");
    }

    private static void strikeEvery(AtomicInteger commits, int nth, boolean unknown) {
        if (commits.incrementAndGet() % nth == 0) {
            throw new StoreUnavailableException("Down.", unknown, null);
        }
    }

    private CommitPipeline pipeline(int maxLanes, int maxTurns) {
        return new CommitPipeline(store, time, lanes::add, new CommitSettings(maxLanes, maxTurns));
    }

    private void submit(CommitPipeline pipeline, int... numbers) {
        for (int number : numbers) {
            pipeline.submit(turn(run(number)), new CommitListener() {
                @Override
                public void committed(CommitResult result, boolean alone) {
                    told.add(number + " committed" + (alone ? " alone" : ""));
                }

                @Override
                public void failed(RuntimeException failure) {
                    told.add(number + " failed "
                            + (failure instanceof StoreConflictException conflict
                                    ? conflict.kind()
                                    : ((DurableException) failure).code()));
                }
            });
        }
    }

    private void runLanes() {
        for (Runnable lane = lanes.poll(); lane != null; lane = lanes.poll()) {
            lane.run();
        }
    }

    private static UUID run(int number) {
        return new UUID(1, number);
    }

    private static TurnWrite turn(UUID runId) {
        return TurnWrite.ofEvents(runId, NODE, List.of());
    }

    private static final class Outage {

        private final boolean outcomeUnknown;
        private boolean over;

        Outage(boolean outcomeUnknown) {
            this.outcomeUnknown = outcomeUnknown;
        }

        void strike() {
            if (!over) {
                throw new StoreUnavailableException("Down.", outcomeUnknown, null);
            }
        }
    }
}
