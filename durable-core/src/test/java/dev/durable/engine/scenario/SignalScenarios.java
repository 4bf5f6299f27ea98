package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.TypedWorkflowExecution;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.engine.testing.CommitGate;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.EventText;
import dev.durable.history.EventType;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sending signals. */
public interface SignalScenarios extends EngineScenarios {

    @Test
    default void signalsArriveInTheOrderInWhichTheyWereSent() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        WorkflowHandle<List<String>> handle = start(engine, 100);

        IntStream.range(0, 100)
                .forEach(i -> engine.workflow(Inbox.class, "inbox").signal(w -> w.put("item " + i)));

        assertThat(handle.result()).isEqualTo(items(100));
    }

    @Test
    default void signalsToAnotherEnginesRunArriveInOrder() {
        TestEngine owner = engines().engine().workflow(Inbox.class).start();
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();
        WorkflowHandle<List<String>> handle = start(owner, 50);

        IntStream.range(0, 50).forEach(i -> client.workflow("inbox").signal("put", "item " + i));

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo(items(50));
        assertThat(engines().run("inbox").pendingMessages()).isZero();
    }

    @Test
    default void signalsSentBeforeAnybodyExecutesTheRunAreBuffered() {
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();
        WorkflowHandle<List<String>> handle = start(client, 20);

        IntStream.range(0, 20).forEach(i -> client.workflow("inbox").signal("put", "item " + i));
        assertThat(client.workflow("inbox").describe().pendingMessages()).isEqualTo(20);
        engines().engine().workflow(Inbox.class).start();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo(items(20));
    }

    @Test
    default void signalsThatAreBufferedWhenAnEarlierOneEndsTheRunAreRecordedBeforeItsEnd() {
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();
        WorkflowHandle<List<String>> handle = start(client, 2);

        IntStream.range(0, 120).forEach(i -> client.workflow("inbox").signal("put", "item " + i));
        TestEngine engine = engines().engine().workflow(Inbox.class).start();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo(items(2));
        assertThat(handle.history()).hasSize(122);
        assertThatObject(handle.query("items", List.class)).isEqualTo(items(2));
        assertThat(engine.workflow("inbox").describe().pendingMessages()).isZero();
    }

    @Test
    default void signalsThatAreBufferedWhenAnEarlierOneMakesTheRunContinueAreForItsSuccessor() {
        TestEngine client =
                engines().engine().workflow(Relay.class).clientOnly().start();
        WorkflowHandle<Object> handle =
                client.client().newWorkflow("Relay").id("relay").start(0);
        IntStream.rangeClosed(1, 9).forEach(i -> client.workflow("relay").signal("add", i));

        TestEngine engine = engines().engine().workflow(Relay.class).start();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo(45);
        assertThat(engines().allRuns()).hasSize(3);
        assertThat(engine.workflow("relay").describe().pendingMessages()).isZero();
    }

    @Test
    default void unknownSignalFromElsewhereIsKeptAndHoldsUpNothing() {
        TestEngine owner = engines().engine().workflow(Inbox.class).start();
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();
        WorkflowHandle<List<String>> handle = start(owner, 2);

        client.workflow("inbox").signal("putt", "nothing");
        IntStream.range(0, 2).forEach(i -> client.workflow("inbox").signal("put", "item " + i));

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo(items(2));
        assertThat(handle.history())
                .filteredOn(event -> event.type() == EventType.WorkflowExecutionSignaled)
                .hasSize(3)
                .last()
                .isInstanceOfSatisfying(
                        WorkflowExecutionSignaled.class,
                        signal -> assertThat(signal.signalName()).isEqualTo("putt"));
        assertThat(engines().run("inbox").pendingMessages()).isZero();
    }

    @Test
    default void signalsThatAreBufferedForARunThatEndsInItsFirstStepAreRecorded() {
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();
        WorkflowHandle<List<String>> handle = start(client, 0);

        client.workflow("inbox").signal("put", "a");
        client.workflow("inbox").signal("put", "b");
        engines().engine().workflow(Inbox.class).start();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEmpty();
        assertThat(EventText.of(handle.history()))
                .containsExactly("started(0)", "signal put(\"a\")", "signal put(\"b\")", "complete []");
    }

    @Test
    default void signalsDuringACommitAreDeliveredAfterIt() {
        CommitGate gate = CommitGate.at(EventType.WorkflowExecutionSignaled);
        TestEngine engine = engines().engine().workflow(Inbox.class).probe(gate).start();
        WorkflowHandle<List<String>> handle = start(engine, 10);
        List<CompletableFuture<Void>> signals = new ArrayList<>();

        for (int i = 0; i < 10; i++) {
            String item = "item " + i;
            signals.add(
                    CompletableFuture.runAsync(() -> engine.workflow("inbox").signal("put", item)));
            engines().until(gate::isReached);
        }
        assertThat(signals).noneMatch(CompletableFuture::isDone);
        gate.open();

        assertThat(handle.result()).containsExactlyInAnyOrderElementsOf(items(10));
        signals.forEach(CompletableFuture::join);
    }

    @Test
    default void signalThatWasAcknowledgedSurvivesACrash() {
        TestEngine engine =
                engines().engine().workflow(Inbox.class).nodeName("node").start();
        start(engine, 2);
        engine.workflow("inbox").signal("put", "before");
        engine.crash();

        TestEngine next =
                engines().engine().workflow(Inbox.class).nodeName("node").start();
        next.workflow("inbox").signal("put", "after");

        assertThat(next.workflow("inbox").result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("before", "after"));
    }

    @Test
    default void signalToAClosedWorkflowIsRefused() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();
        start(engine, 0).result();

        for (TestEngine sender : List.of(engine, client)) {
            assertThatThrownBy(() -> sender.workflow("inbox").signal("put", "too late"))
                    .isInstanceOfSatisfying(
                            DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_CLOSED));
        }
    }

    @Test
    default void signalToNobodyIsRefused() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();

        assertThatThrownBy(() -> engine.workflow("nowhere").signal("put", "x"))
                .isInstanceOfSatisfying(
                        WorkflowNotFoundException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_NOT_FOUND));
    }

    @Test
    default void undecodableSignalToALiveRunIsRefusedAndLeavesNothingBehind() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        start(engine, 1);

        List<Runnable> mistakes = List.of(
                () -> engine.workflow("inbox").signal("put"),
                () -> engine.workflow("inbox").signal("put", List.of("x", "y")));

        for (Runnable mistake : mistakes) {
            assertThatThrownBy(mistake::run)
                    .isInstanceOfSatisfying(
                            DurableException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGNAL_UNDELIVERABLE));
        }
        assertThat(EventText.of(engines().history("inbox"))).containsExactly("started(1)");
        assertThat(engines().run("inbox").pendingMessages()).isZero();
        engine.workflow("inbox").signal("put", "fits");
        assertThat(engine.workflow("inbox").result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("fits"));
    }

    @Test
    default void signalIsAddressedToTheLatestRunUnlessARunIsFixed() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        WorkflowHandle<List<String>> first = start(engine, 0);
        first.result();
        WorkflowHandle<List<String>> second = start(engine, 1);

        assertThatThrownBy(() -> first.signal("put", "too late"))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_CLOSED));
        engine.workflow("inbox").signal("put", "for the second");

        assertThat(second.result()).containsExactly("for the second");
    }

    @Test
    default void typedSignalGoesToTheRightMethod() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        WorkflowHandle<List<String>> handle = start(engine, 100);
        TypedWorkflowExecution<Inbox> inbox = engine.workflow(Inbox.class, "inbox");

        inbox.signal(w -> w.put("a"));
        inbox.signal(Inbox::finish);

        assertThat(handle.result()).containsExactly("a");
    }

    private static WorkflowHandle<List<String>> start(TestEngine engine, int wanted) {
        return engine.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(wanted));
    }

    private static List<String> items(int count) {
        return IntStream.range(0, count).mapToObj(i -> "item " + i).toList();
    }

    /** Goes on as a new run after every third number; ends after the ninth. */
    @Workflow
    class Relay {

        private final WorkflowContext workflow;
        private int numbers;
        private int sum;

        Relay(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public int run(int before) {
            sum += before;
            workflow.await(() -> numbers == 3);
            if (sum < 45) {
                throw workflow.continueAsNew(Relay.class, w -> w.run(sum));
            }
            return sum;
        }

        @SignalMethod
        public void add(int number) {
            numbers++;
            sum += number;
        }
    }
}
