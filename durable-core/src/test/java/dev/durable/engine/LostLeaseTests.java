package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.scenario.ActivityScenarios.GatedCall;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node whose runs are others' while it does not get to the end of what it asks the store. */
class LostLeaseTests {

    private static final Duration LEASE = Duration.ofMinutes(10);

    @RegisterExtension
    final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

    @Test
    void attemptsAreGivenUpBeforeTheStoreAnswers() {
        Gates gates = new Gates();
        HangingStore hanging = new HangingStore();
        TestEngine engine = engines.engine()
                .workflow(GatedCall.class)
                .activity(GatedWork.class, gates)
                .probe(hanging)
                .start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(GatedCall.class).id("call").start(w -> w.call("none", "a"));
        gates.awaitBegun(engines, "a");
        hanging.hangs = true;
        engines.until(() -> hanging.asked.getCount() == 0);

        engines.store().deregisterNode(engines.run("call").owner());
        engines.time().skip(Duration.ofMinutes(4));
        engines.until(() -> gates.interrupted().contains("a"));
        hanging.answer.countDown();
        engines.engine()
                .workflow(GatedCall.class)
                .activity(GatedWork.class, new Gates().open("a"))
                .start();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done a");
        assertThat(gates.begun()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void signalTakenByANodeWhoseNameIsTakenReachesItsSuccessor(boolean dies) {
        TestEngine first = namesake();
        TestEngine second = takeTheName(first, this::namesake);

        first.workflow("door").signal("ring");
        if (dies) {
            first.crash();
        }
        assertThat(second.workflow("door").query("rings", Integer.class)).isZero();

        untilMinutesLater(() -> second.workflow("door").query("rings", Integer.class) == 1);
        untilMinutesLater(() -> engines.run("door").status().isClosed());
        assertThat(second.workflow("door").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("opened");
    }

    @Test
    void signalTakenByANodeWhoseNameIsTakenIsNotForgottenWhenItsSuccessorStops() {
        TestEngine first = namesake();
        TestEngine second = takeTheName(first, this::namesake);
        first.workflow("door").signal("ring");
        first.crash();

        second.stop();
        TestEngine third = namesake();
        engines.until(() -> third.engine().insight().runs() == 1);

        engines.time().skip(Duration.ofMinutes(1));
        assertThat(third.workflow("door").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("opened");
    }

    @Test
    void runOfANodeWhoseNameIsTakenStaysUntilItIsKnownThatNothingWasAdded() {
        TestEngine first = namesake();
        TestEngine second = takeTheName(
                first,
                () -> engines.engine()
                        .workflow(Doorbell.class)
                        .nodeName("namesake")
                        .lease(LEASE)
                        .passivateAfter(Duration.ofMillis(20))
                        .start());
        UUID after = engines.run("door").owner();
        first.workflow("door").signal("ring");
        first.crash();

        engines.time().skip(Duration.ofSeconds(30));
        assertThat(engines.run("door").owner()).isEqualTo(after);

        untilMinutesLater(() -> engines.run("door").status().isClosed());
        assertThat(second.workflow("door").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("opened");
    }

    /** Starts a run on the first node; the second one takes that node's name, and has taken the run when this returns. */
    private TestEngine takeTheName(TestEngine first, Supplier<TestEngine> namesake) {
        first.client().newWorkflow(Doorbell.class).id("door").start(w -> w.answer(Duration.ofMinutes(1)));
        UUID before = engines.run("door").owner();
        TestEngine second = namesake.get();
        awaitTaken("door", before, second);
        return second;
    }

    private TestEngine namesake() {
        return engines.engine()
                .workflow(Doorbell.class)
                .nodeName("namesake")
                .lease(LEASE)
                .passivateAfter(Duration.ZERO)
                .start();
    }

    /** Leases end by the store's clock, which is not skipped; renewals are due by the engines' clock, which is. */
    private void untilMinutesLater(Callable<Boolean> condition) {
        engines.until(() -> {
            engines.time().skip(Duration.ofMinutes(1));
            return condition.call();
        });
    }

    /** Until the run is the second engine's, who has loaded it. */
    private void awaitTaken(String workflowId, UUID before, TestEngine second) {
        engines.until(() -> {
            UUID owner = engines.run(workflowId).owner();
            return owner != null && !owner.equals(before);
        });
        assertThat(second.workflow(workflowId).query("rings", Integer.class)).isZero();
    }

    /** Waits for nothing but that somebody rings, and then a while. */
    @Workflow
    public static class Doorbell {

        private final WorkflowContext workflow;
        private int rings;

        Doorbell(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        /** Opens a while after the first ring. */
        @WorkflowMethod
        public String answer(Duration walk) {
            workflow.await(() -> rings > 0);
            workflow.sleep(walk);
            return "opened";
        }

        /** Somebody is there. */
        @SignalMethod
        public void ring() {
            rings++;
        }

        /** How often somebody has rung. */
        @QueryMethod
        public int rings() {
            return rings;
        }
    }

    /** Does not answer the question for work, from some time on. */
    private static final class HangingStore implements StoreProbe {

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answer = new CountDownLatch(1);
        private volatile boolean hangs;

        @Override
        public void before(StoreOperation operation) {
            if (hangs && operation == StoreOperation.FIND_WORK) {
                asked.countDown();
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
