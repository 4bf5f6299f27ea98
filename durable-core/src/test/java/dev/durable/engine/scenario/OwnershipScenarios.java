package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.CommitGate;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.EventText;
import dev.durable.history.EventType;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.payload.Payload;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Runs that change hands. */
public interface OwnershipScenarios extends EngineScenarios {

    @Test
    default void turnOfAnEngineThatLostTheRunIsRolledBackAndItsSignalDelivered() {
        CommitGate gate = CommitGate.at(EventType.WorkflowExecutionSignaled);
        TestEngine paused = engine("node", new Gates(), gate);
        WorkflowHandle<List<String>> handle = start(paused, 2);
        CompletableFuture<Void> signal = CompletableFuture.runAsync(() -> handle.signal("put", "late"));
        engines().until(gate::isReached);

        TestEngine successor = takenOverBy(new Gates());
        successor.workflow("errand").signal("put", "early");
        engines().until(() -> engines().history("errand").size() == 2);
        gate.open();
        signal.join();

        assertThat(successor.workflow("errand").result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("early", "late"));
    }

    @Test
    default void activityScheduledByAnEngineThatHadLostTheRunIsExecutedByItsOwner() {
        Gates gates = new Gates().open("first");
        CommitGate gate = CommitGate.at(EventType.WorkflowExecutionSignaled);
        TestEngine paused = engine("node", new Gates(), gate);
        WorkflowHandle<List<String>> handle = start(paused, 2);
        CompletableFuture.runAsync(() -> handle.signal("run", "first"));
        engines().until(gate::isReached);
        TestEngine successor = takenOverBy(gates);

        gate.open();
        engines().until(() -> engines().history("errand").size() == 3);
        paused.crash();
        successor.workflow("errand").signal("put", "second");

        assertThat(successor.workflow("errand").result(List.class, EngineFixture.PATIENCE))
                .asInstanceOf(LIST)
                .containsExactlyInAnyOrder("done first", "second");
    }

    @Test
    default void ownerTakesUpWhatAnotherHandHasCommitted() {
        TestEngine owner = engine("owner", new Gates().open("first"), StoreProbe.NONE);
        WorkflowHandle<List<String>> handle = start(owner, 2);
        List<Payload> input = List.of(Payload.json("\"first\""));
        Instant now = engines().time().now();

        // an engine that had lost the run and did not know it may have had this on its way
        engines()
                .store()
                .commit(List.of(new TurnWrite(
                        handle.runId(),
                        UUID.randomUUID(),
                        null,
                        List.of(
                                new WorkflowExecutionSignaled(2, now, "run", input),
                                new ActivityTaskScheduled(
                                        3,
                                        now,
                                        "GatedWork.work",
                                        "default",
                                        input,
                                        ActivityTimeouts.startToClose(Duration.ofMinutes(1)),
                                        new RetryPolicy(
                                                Duration.ofMillis(10), 2, Duration.ofSeconds(1), 0, List.of()))),
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of())));
        handle.signal("put", "second");

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactlyInAnyOrder("done first", "second");
    }

    @Test
    default void runOfADeadEngineIsTakenOverWhenItsLeaseEnds() {
        TestEngine dying = engines()
                .engine()
                .workflow(Inbox.class)
                .lease(Duration.ofMillis(300))
                .start();
        TestEngine other = engines().engine().workflow(Inbox.class).start();
        dying.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(1));
        UUID owner = engines().run("inbox").owner();

        dying.crash();
        engines().until(() -> !owner.equals(engines().run("inbox").owner()));
        other.workflow("inbox").signal("put", "a");

        assertThat(other.workflow("inbox").result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("a"));
    }

    @Test
    default void runsOfADeadEngineAreSharedByTheOthers() {
        TestEngine dying =
                engines().engine().workflow(Inbox.class).nodeName("node").start();
        for (int i = 0; i < 20; i++) {
            dying.client().newWorkflow(Inbox.class).id("inbox-" + i).start(w -> w.collect(1));
        }
        dying.crash();
        TestEngine one =
                engines().engine().workflow(Inbox.class).nodeName("node").start();
        TestEngine other = engines().engine().workflow(Inbox.class).start();

        for (int i = 0; i < 20; i++) {
            (i % 2 == 0 ? one : other).workflow("inbox-" + i).signal("put", "a");
        }

        engines()
                .until(() -> engines().allRuns().stream()
                        .allMatch(run -> run.status().isClosed()));
    }

    @Test
    default void claimWhoseAnswerIsLostStrandsNothing() {
        AtomicInteger lost = new AtomicInteger();
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();
        WorkflowHandle<List<String>> handle =
                client.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(0));

        engines()
                .engine()
                .workflow(Inbox.class)
                .probe(new StoreProbe() {
                    @Override
                    public void after(StoreOperation operation) {
                        if (operation == StoreOperation.CLAIM_RUNS && lost.incrementAndGet() == 1) {
                            throw new StoreUnavailableException("The connection broke.", true, null);
                        }
                    }
                })
                .start();
        engines().untilInFastTime(() -> handle.describe().summary().status().isClosed());

        assertThat(handle.result(EngineFixture.PATIENCE)).isEmpty();
    }

    @Test
    default void manyEnginesFinishEveryRunOnce() {
        Gates gates = new Gates().open("a", "b");
        List<TestEngine> workers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            workers.add(engine("node-" + i, gates, StoreProbe.NONE));
        }
        TestEngine client = engines()
                .engine()
                .workflow(Errand.class)
                .activity(GatedWork.class, gates)
                .clientOnly()
                .start();

        for (int i = 0; i < 30; i++) {
            client.client().newWorkflow(Errand.class).id("errand-" + i).start(w -> w.collect(2));
            client.workflow("errand-" + i).signal("run", "a");
            workers.get(i % 3).workflow("errand-" + i).signal("run", "b");
        }
        engines()
                .until(() -> engines().allRuns().stream()
                        .allMatch(run -> run.status().isClosed()));

        assertThat(gates.begun()).hasSize(60);
        assertThat(engines().allRuns()).hasSize(30);
    }

    @Test
    default void historyIsTheSameForWhoeverLooks() {
        TestEngine owner = engine("one", new Gates(), StoreProbe.NONE);
        TestEngine other = engine("other", new Gates(), StoreProbe.NONE);
        start(owner, 5).signal("put", "a");

        assertThat(EventText.of(other.workflow("errand").history()))
                .isEqualTo(EventText.of(owner.workflow("errand").history()))
                .containsExactly("started(5)", "signal put(\"a\")");
    }

    /** Another engine of the same name, which has the run in memory. */
    private TestEngine takenOverBy(Gates gates) {
        UUID before = engines().run("errand").owner();
        TestEngine successor = engine("node", gates, StoreProbe.NONE);
        engines().until(() -> {
            UUID owner = engines().run("errand").owner();
            return owner != null && !owner.equals(before);
        });
        assertThatObject(successor.workflow("errand").query("results", List.class))
                .asInstanceOf(LIST)
                .isEmpty();
        return successor;
    }

    private TestEngine engine(String nodeName, Gates gates, StoreProbe probe) {
        return engines()
                .engine()
                .workflow(Errand.class)
                .activity(GatedWork.class, gates)
                .nodeName(nodeName)
                .probe(probe)
                .start();
    }

    private static WorkflowHandle<List<String>> start(TestEngine engine, int wanted) {
        return engine.client().newWorkflow(Errand.class).id("errand").start(w -> w.collect(wanted));
    }

    /** Collects results, by signal or by activities that signals ask for. */
    @Workflow
    class Errand {

        private final WorkflowContext workflow;
        private final GatedWork work;
        private final List<String> results = new ArrayList<>();

        Errand(WorkflowContext workflow, GatedWork work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public List<String> collect(int wanted) {
            workflow.await(() -> results.size() >= wanted);
            return results;
        }

        @SignalMethod
        public void put(String result) {
            results.add(result);
        }

        @SignalMethod
        public void run(String name) {
            results.add(work.work(name));
        }

        @QueryMethod
        public List<String> results() {
            return results;
        }
    }
}
