package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.FirstRound;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.EventText;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Stopping an engine and starting it again. */
public interface StopScenarios extends EngineScenarios {

    @Test
    default void runningActivityGetsItsGracePeriod() {
        Gates gates = new Gates();
        TestEngine engine = engine(gates, 10);
        WorkflowHandle<List<String>> handle = start(engine, "a");
        gates.awaitBegun(engines(), "a");

        CompletableFuture<Void> stop = engine.stopAsync();
        assertThat(stop).isNotDone();
        gates.open("a");
        stop.join();

        assertThat(gates.ended()).containsExactly("a");
        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("done a");
    }

    @Test
    default void activityThatOutstaysTheGracePeriodIsInterruptedAndRepeatedElsewhere() {
        Gates gates = new Gates();
        TestEngine engine = engine(gates, 10);
        WorkflowHandle<List<String>> handle = start(engine, "a");
        gates.awaitBegun(engines(), "a");

        CompletableFuture<Void> stop = engine.stopAsync();
        engines().time().skip(Duration.ofSeconds(20));
        stop.join();
        engines().until(() -> gates.interrupted().contains("a"));
        assertThat(gates.ended()).isEmpty();
        engine(gates.open("a"), 10);

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("done a");
        assertThat(gates.begun()).containsExactly("a", "a");
    }

    @Test
    default void activitiesThatHaveNotBegunAreReleasedAndTheirAttemptsNotCounted() {
        Gates gates = new Gates();
        FirstRound firstRound = new FirstRound();
        TestEngine engine = engines()
                .engine()
                .workflow(Parallel.class)
                .activity(GatedWork.class, gates)
                .maxConcurrentActivities(1)
                .pollInterval(Duration.ofHours(1))
                .probe(firstRound)
                .start();
        // a stop waits for a round of looking for work first; there is none any more
        engines().until(firstRound::isOver);
        WorkflowHandle<List<String>> handle = start(engine, "a", "b", "c");
        gates.awaitBegun(engines(), "a");

        CompletableFuture<Void> stop = engine.stopAsync();
        gates.open("a", "b", "c");
        stop.join();
        assertThat(gates.begun()).containsExactly("a");
        engine(gates, 1);

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("done a", "done b", "done c");
        assertThat(gates.begun()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(handle.describe().failedAttempts()).isEmpty();
    }

    @Test
    default void stopReleasesTheRunsAtOnce() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        engine.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(1));
        assertThat(engines().run("inbox").owner()).isNotNull();

        engine.stop();

        assertThat(engines().run("inbox").owner()).isNull();
    }

    @Test
    default void sameEngineStartsAndStopsAgainAndAgain() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        WorkflowHandle<List<String>> handle =
                engine.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(10));

        for (int i = 0; i < 10; i++) {
            engine.workflow("inbox").signal("put", "item " + i);
            engine.stop();
            assertThat(engine.engine().isRunning()).isFalse();
            engine.start();
        }

        assertThat(handle.result(EngineFixture.PATIENCE)).hasSize(10);
    }

    @Test
    default void stopAndStartMayBeCalledTwice() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();

        engine.start();
        assertThat(engine.engine().isRunning()).isTrue();
        engine.stop();
        engine.stop();

        assertThat(engine.engine().isRunning()).isFalse();
    }

    @Test
    default void stoppedEnginesClientStillStoresAndReads() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        engine.stop();

        WorkflowHandle<List<String>> handle =
                engine.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(1));
        handle.signal("put", "a");

        assertThat(handle.describe().pendingMessages()).isEqualTo(1);
        assertThat(EventText.of(handle.history())).containsExactly("started(1)");
        engine.start();
        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("a");
    }

    @Test
    default void claimThatIsUnderWayDuringAStopStrandsNothing() {
        AtomicBoolean armed = new AtomicBoolean();
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch opened = new CountDownLatch(1);
        TestEngine engine = engines()
                .engine()
                .workflow(Inbox.class)
                .probe(new StoreProbe() {
                    @Override
                    public void after(StoreOperation operation) {
                        if (operation == StoreOperation.CLAIM_RUNS && armed.compareAndSet(true, false)) {
                            reached.countDown();
                            awaitUninterruptibly(opened);
                        }
                    }
                })
                .start();
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();
        // before there is anything to claim: later, the claim may have been made already
        armed.set(true);
        WorkflowHandle<List<String>> handle =
                client.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(1));
        engines().until(() -> reached.getCount() == 0);

        CompletableFuture<Void> stop = engine.stopAsync();
        opened.countDown();
        stop.join();
        engine.start();
        client.workflow("inbox").signal("put", "a");

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("a");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private TestEngine engine(Gates gates, int slots) {
        return engines()
                .engine()
                .workflow(Parallel.class)
                .activity(GatedWork.class, gates)
                .maxConcurrentActivities(slots)
                .start();
    }

    private static WorkflowHandle<List<String>> start(TestEngine engine, String... names) {
        return engine.client()
                .newWorkflow(Parallel.class)
                .id("parallel")
                .start(w -> w.run(names.length > 1, List.of(names)));
    }

    @Workflow
    class Parallel {

        private final WorkflowContext workflow;

        Parallel(WorkflowContext workflow, GatedWork work) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public List<String> run(boolean atMostOnce, List<String> names) {
            GatedWork work = workflow.activity(
                    GatedWork.class,
                    ActivityOptions.NONE
                            .withStartToCloseTimeout(Duration.ofHours(1))
                            .withRetry(RetryOptions.maximumAttempts(atMostOnce ? 1 : 0)));
            List<Promise<String>> calls = new ArrayList<>();
            names.forEach(name -> calls.add(workflow.async(() -> work.work(name))));
            return calls.stream().map(Promise::get).toList();
        }
    }
}
