package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.store.TurnWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Runs that share commits. */
public interface CommitScenarios extends EngineScenarios {

    @Test
    default void turnThatCannotBeStoredHurtsNobodyElseInItsBatch() {
        BatchProbe probe = new BatchProbe();
        TestEngine engine =
                engines().engine().workflow(Inbox.class).probe(probe).start();
        for (int i = 0; i < 20; i++) {
            engine.client().newWorkflow(Inbox.class).id("inbox-" + i).start(w -> w.collect(2));
        }
        probe.hold();
        List<CompletableFuture<Void>> signals = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String id = "inbox-" + i;
            signals.add(CompletableFuture.runAsync(
                    () -> engine.workflow(id).signal("put", "a"), task -> new Thread(task).start()));
        }
        engines().until(probe::isHolding);
        probe.refuse(engines().run("inbox-7").runId());
        probe.release();

        assertThatThrownBy(() -> signals.get(7).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_FAILED));
        for (int i = 0; i < 20; i++) {
            if (i != 7) {
                signals.get(i).join();
            }
        }

        probe.refuse(new UUID(0, 0));
        for (int i = 0; i < 20; i++) {
            engine.workflow("inbox-" + i).signal("put", "b");
            if (i == 7) {
                engine.workflow("inbox-7").signal("put", "c");
            }
            List<String> expected = i == 7 ? List.of("b", "c") : List.of("a", "b");
            int inbox = i;
            engines()
                    .untilInFastTime(
                            () -> engines().run("inbox-" + inbox).status().isClosed());
            assertThat(engine.workflow("inbox-" + i).result(List.class, EngineFixture.PATIENCE))
                    .isEqualTo(expected);
        }
    }

    @Test
    default void runsThatAreReadyTogetherShareCommits() {
        BatchProbe probe = new BatchProbe();
        TestEngine engine =
                engines().engine().workflow(Inbox.class).probe(probe).start();
        probe.hold();
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String id = "inbox-" + i;
            starts.add(CompletableFuture.runAsync(
                    () -> engine.client().newWorkflow(Inbox.class).id(id).start(w -> w.collect(0)),
                    task -> new Thread(task).start()));
        }
        engines().until(probe::isHolding);
        probe.release();

        starts.forEach(CompletableFuture::join);
        engines().until(() -> engines().allRuns().size() == 20);
        assertThat(probe.largestBatch()).isPositive();
        assertThat(probe.turns()).isEqualTo(20);
    }

    @Test
    default void severalLanesCommitEveryTurnOnce() {
        BatchProbe probe = new BatchProbe();
        TestEngine engine = engines()
                .engine()
                .workflow(Inbox.class)
                .commitLanes(3)
                .probe(probe)
                .start();
        List<CompletableFuture<?>> runs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String id = "inbox-" + i;
            runs.add(CompletableFuture.supplyAsync(() -> {
                engine.client().newWorkflow(Inbox.class).id(id).start(w -> w.collect(1));
                engine.workflow(id).signal("put", "a");
                return engine.workflow(id).result(List.class, EngineFixture.PATIENCE);
            }));
        }

        assertThat(runs).allSatisfy(run -> assertThat(run.join()).isEqualTo(List.of("a")));
        assertThat(probe.turns()).isEqualTo(60);
    }

    /** Holds commits up, refuses those of a run, and counts. */
    class BatchProbe implements StoreProbe {

        private final AtomicInteger turns = new AtomicInteger();
        private final AtomicInteger largestBatch = new AtomicInteger();
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile boolean holding;
        private volatile UUID refused = new UUID(0, 0);

        void hold() {
            gate = new CountDownLatch(1);
        }

        boolean isHolding() {
            return holding;
        }

        void release() {
            gate.countDown();
        }

        void refuse(UUID runId) {
            refused = runId;
        }

        int turns() {
            return turns.get();
        }

        int largestBatch() {
            return largestBatch.get();
        }

        @Override
        public void beforeCommit(List<TurnWrite> batch) {
            if (gate.getCount() > 0) {
                holding = true;
                await(gate);
            }
            if (batch.stream().anyMatch(turn -> turn.runId().equals(refused))) {
                throw new DurableException(ErrorCode.STORE_FAILED, "The row does not fit.");
            }
        }

        @Override
        public void afterCommit(List<TurnWrite> batch) {
            turns.addAndGet(batch.size());
            largestBatch.accumulateAndGet(batch.size(), Math::max);
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
