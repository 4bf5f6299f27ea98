package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UndecodableSignals;
import dev.durable.annotation.UnknownSignals;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowDescription;
import dev.durable.client.WorkflowDescription.WaitingMessage;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.CommitGate;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.EventText;
import dev.durable.history.EventType;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Signals that nothing in the code takes, or not yet: they are kept, in their order, and are never dropped. */
public interface UnknownSignalScenarios extends EngineScenarios {

    @Test
    default void signalsThatCameBeforeTheirHandlerAreDeliveredWhenItIsRegistered() {
        TestEngine owner = engine(Learner.class);
        TestEngine client = client(Learner.class);
        WorkflowHandle<List<String>> handle = start(owner, 4);

        owner.workflow("learner").signal("item", "a");
        client.workflow("learner").signal("item", "b");
        owner.workflow("learner").signal("thing", "x");
        owner.workflow("learner").signal("item", "c");
        engines().until(() -> engines().run("learner").pendingMessages() == 4);
        assertThat(handle.describe().waitingMessages())
                .extracting(WaitingMessage::name)
                .containsExactlyInAnyOrder("item", "item", "item", "thing");
        assertThat(EventText.of(engines().history("learner"))).containsExactly("started(4)");
        owner.workflow(Learner.class, "learner").signal(w -> w.learn("item"));
        engines().until(() -> engines().run("learner").pendingMessages() == 1);
        owner.workflow("learner").signal("item", "d");

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("item a", "item b", "item c", "item d");
        assertThat(EventText.of(engines().history("learner")))
                .as("what nobody took is recorded before the end")
                .contains("signal thing(\"x\")");
    }

    @Test
    default void handlerForAnyNameTakesAllInTheirOrder() {
        TestEngine owner = engine(Learner.class);
        WorkflowHandle<List<String>> handle = start(owner, 3);

        owner.workflow("learner").signal("one", "a");
        owner.workflow("learner").signal("two", "b");
        owner.workflow("learner").signal("one", "c");
        owner.workflow(Learner.class, "learner").signal(Learner::learnAll);

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("any one a", "any two b", "any one c");
    }

    @Test
    default void keptSignalsSurviveACrashAndAnEviction() {
        TestEngine owner = engine(Learner.class);
        start(owner, 2);
        owner.workflow("learner").signal("item", "a");
        owner.engine().evictIdleRuns();
        owner.workflow("learner").signal("item", "b");

        owner.crash();
        TestEngine next = engine(Learner.class);
        next.workflow(Learner.class, "learner").signal(w -> w.learn("item"));

        assertThat(next.workflow("learner").result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("item a", "item b"));
    }

    @Test
    default void signalsAreDeliveredThatCameBeforeTheirHandlerAsMessagesOfOneTurn() {
        TestEngine client = client(Learner.class);
        WorkflowHandle<List<String>> handle = start(client, 3);
        client.workflow("learner").signal("item", "a");
        client.workflow("learner").signal("item", "b");
        client.workflow("learner").signal("learn", "item");
        client.workflow("learner").signal("item", "c");

        engine(Learner.class);

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("item a", "item b", "item c");
    }

    @Test
    default void signalKeptInTheTurnInWhichItsHandlerIsRegisteredIsDelivered() {
        CommitGate gate = CommitGate.at(EventType.WorkflowExecutionSignaled);
        TestEngine owner = engines()
                .engine()
                .workflow(Learner.class)
                .nodeName("owner")
                .probe(gate)
                .start();
        WorkflowHandle<List<String>> handle = start(owner, 2);
        CompletableFuture<Void> first =
                CompletableFuture.runAsync(() -> owner.workflow("learner").signal("learn", "other"));
        engines().until(gate::isReached);

        // these are all in the mailbox when the next turn begins
        List<CompletableFuture<Void>> rest = new ArrayList<>();
        for (List<String> signal : List.of(List.of("item", "a"), List.of("learn", "item"), List.of("item", "b"))) {
            CompletableFuture<Void> sent =
                    CompletableFuture.runAsync(() -> owner.workflow("learner").signal(signal.get(0), signal.get(1)));
            rest.add(sent);
        }
        gate.open();
        first.join();
        rest.forEach(CompletableFuture::join);

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactlyInAnyOrder("item a", "item b");
    }

    @Test
    default void strictTypeRefusesWhatItDoesNotKnow() {
        TestEngine owner = engine(Strict.class);
        TestEngine client = client(Strict.class);
        WorkflowHandle<Object> handle =
                owner.client().newWorkflow("Strict").id("strict").start();

        assertThatThrownBy(() -> owner.workflow("strict").signal("unknown", 1))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGNAL_UNDELIVERABLE))
                .hasMessageContaining("put(int)");
        client.workflow("strict").signal("unknown", 2);
        engines().until(() -> !handle.describe().failedAttempts().isEmpty());

        WorkflowDescription description = handle.describe();
        assertThat(description.pendingMessages()).isEqualTo(1);
        assertThat(description.failedAttempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.failure().message()).contains("DUR-3006", "unknown"));
        client.workflow("strict").signal("put", 3);
        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo(3);
    }

    @Test
    default void undecodableSignalFromElsewhereIsHeldAndShown() {
        TestEngine owner = engine(Strict.class);
        TestEngine client = client(Strict.class);
        WorkflowHandle<Object> handle =
                owner.client().newWorkflow("Strict").id("strict").start();

        client.workflow("strict").signal("put", "much");
        engines().until(() -> !handle.describe().failedAttempts().isEmpty());
        assertThat(handle.describe().failedAttempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.failure().message()).contains("DUR-3006", "put(int)"));
        client.workflow("strict").signal("put", 3);

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo(3);
        assertThat(EventText.of(engines().history("strict")))
                .containsExactly("started()", "signal put(3)", "signal put(\"much\")", "complete 3");
    }

    @Test
    default void undecodableSignalBlocksUntilCodeCanReadIt() {
        TestEngine owner = engine(Blocked.class);
        TestEngine client = client(Blocked.class);
        WorkflowHandle<Object> handle =
                owner.client().newWorkflow("Blocked").id("blocked").start();

        client.workflow("blocked").signal("put", "much");
        engines().untilInFastTime(() -> handle.describe().failedAttempts().size() >= 2);
        owner.workflow("blocked").signal("put", 1);
        assertThat(EventText.of(engines().history("blocked"))).containsExactly("started()");
        owner.stop();
        engines().engine().workflow(Unblocked.class).nodeName("owner").start();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("much 1");
    }

    private TestEngine engine(Class<?> type) {
        return engines().engine().workflow(type).nodeName("owner").start();
    }

    private TestEngine client(Class<?> type) {
        return engines().engine().workflow(type).clientOnly().start();
    }

    private static WorkflowHandle<List<String>> start(TestEngine engine, int wanted) {
        return engine.client().newWorkflow(Learner.class).id("learner").start(w -> w.run(wanted));
    }

    /** Learns at run time which signals there are. */
    @Workflow
    class Learner {

        private final WorkflowContext workflow;
        private final List<String> items = new ArrayList<>();

        Learner(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public List<String> run(int wanted) {
            workflow.await(() -> items.size() >= wanted);
            return items;
        }

        @SignalMethod
        public void learn(String name) {
            workflow.onSignal(name, String.class, item -> items.add(name + " " + item));
        }

        @SignalMethod
        public void learnAll() {
            workflow.onSignal((name, arguments) -> items.add("any " + name + " " + arguments.get(0, String.class)));
        }

        @QueryMethod
        public List<String> items() {
            return items;
        }
    }

    /** Takes one kind of signal. */
    @Workflow(unknownSignals = UnknownSignals.REFUSE)
    class Strict {

        private final WorkflowContext workflow;
        private int value;

        Strict(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public int run() {
            workflow.await(() -> value > 0);
            return value;
        }

        @SignalMethod
        public void put(int number) {
            value = number;
        }
    }

    /** Lets nothing overtake what it cannot read. */
    @Workflow(undecodableSignals = UndecodableSignals.BLOCK)
    class Blocked {

        private final WorkflowContext workflow;
        private int value;

        Blocked(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.await(() -> value > 0);
            return "" + value;
        }

        @SignalMethod
        public void put(int number) {
            value = number;
        }
    }

    /** Reads more. */
    @Workflow(name = "Blocked", undecodableSignals = UndecodableSignals.BLOCK)
    class Unblocked {

        private final WorkflowContext workflow;
        private final List<String> values = new ArrayList<>();

        Unblocked(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.await(() -> values.size() == 2);
            return String.join(" ", values);
        }

        @SignalMethod
        public void put(Object value) {
            values.add(value.toString());
        }
    }
}
