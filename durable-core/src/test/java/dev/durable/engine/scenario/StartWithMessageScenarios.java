package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.StartedUpdate;
import dev.durable.client.UpdateFailedException;
import dev.durable.client.UpdateHandle;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestEngineBuilder;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.EventText;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowIdConflictPolicy;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Signals and updates that come with a start. */
public interface StartWithMessageScenarios extends EngineScenarios {

    /** Runs the work in a transaction on the store's database, which rolls back if the work throws. */
    void inTransaction(Runnable work);

    @Test
    default void runThatStartsHereHasItsSignalInTheSameCommit() {
        List<TurnWrite> turns = new CopyOnWriteArrayList<>();
        TestEngine engine = engines()
                .engine()
                .workflow(Inbox.class)
                .probe(new StoreProbe() {
                    @Override
                    public void afterCommit(List<TurnWrite> committed) {
                        turns.addAll(committed);
                    }
                })
                .start();

        WorkflowHandle<List<String>> handle = startInbox(engine, "a", 1);

        assertThat(handle.result()).containsExactly("a");
        assertThat(turns)
                .singleElement()
                .satisfies(turn -> assertThat(EventText.of(turn.events()))
                        .containsExactly("started(1)", "signal put(\"a\")", "complete [\"a\"]"));
    }

    @Test
    default void openRunGetsTheSignalInstead() {
        TestEngine owner = engines().engine().workflow(Inbox.class).start();
        TestEngine other = engines().engine().workflow(Inbox.class).start();
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();

        WorkflowHandle<List<String>> first = startInbox(owner, "a", 4);
        WorkflowHandle<List<String>> second = startInbox(owner, "b", 4);
        WorkflowHandle<List<String>> third = startInbox(other, "c", 4);
        WorkflowHandle<List<String>> fourth = startInbox(client, "d", 4);

        assertThat(List.of(second, third, fourth))
                .allMatch(handle -> handle.runId().equals(first.runId()));
        assertThat(fourth.result(EngineFixture.PATIENCE)).containsExactly("a", "b", "c", "d");
        assertThat(engines().allRuns()).hasSize(1);
    }

    @Test
    default void openRunGetsNoMessageIfTheStartIsToFailThen() {
        TestEngine owner = owner();
        TestEngine client = account().clientOnly().start();
        startAccount(owner, 5);

        for (TestEngine engine : List.of(owner, client)) {
            assertThatThrownBy(() -> engine.client()
                            .newWorkflow(Account.class)
                            .id("account")
                            .idConflictPolicy(WorkflowIdConflictPolicy.FAIL)
                            .<Integer>withUpdate(w -> w.deposit(6))
                            .start(Account::run))
                    .isInstanceOf(WorkflowAlreadyStartedException.class);
            assertThatThrownBy(() -> engine.client()
                            .newWorkflow(Account.class)
                            .id("account")
                            .idConflictPolicy(WorkflowIdConflictPolicy.FAIL)
                            .withSignal(Account::close)
                            .start(Account::run))
                    .isInstanceOf(WorkflowAlreadyStartedException.class);
        }

        assertThat(owner.workflow(Account.class, "account").query(Account::balance))
                .isEqualTo(5);
        assertThat(engines().run("account").status()).isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    default void signalToARunThatHasClosedStartsAnother() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();

        WorkflowHandle<List<String>> first = startInbox(engine, "a", 1);
        first.result();
        WorkflowHandle<List<String>> second = startInbox(engine, "b", 1);

        assertThat(second.result()).containsExactly("b");
        assertThat(second.runId()).isNotEqualTo(first.runId());
        assertThatThrownBy(() -> engine.client()
                        .newWorkflow(Inbox.class)
                        .id("inbox")
                        .idReusePolicy(WorkflowIdReusePolicy.REJECT_DUPLICATE)
                        .withSignal(w -> w.put("c"))
                        .start(w -> w.collect(1)))
                .isInstanceOfSatisfying(
                        DurableException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_ALREADY_STARTED));
    }

    @Test
    default void runThatIsStoredForOthersHasItsSignalsWithIt() {
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();

        WorkflowHandle<Object> handle = client.client()
                .newWorkflow("Inbox")
                .id("inbox")
                .withSignal("put", "a")
                .withSignal("put", "b")
                .start(2);
        assertThat(handle.describe().pendingMessages()).isEqualTo(2);
        engines().engine().workflow(Inbox.class).start();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo(List.of("a", "b"));
        assertThat(EventText.of(engines().history("inbox")))
                .containsExactly("started(2)", "signal put(\"a\")", "signal put(\"b\")", "complete [\"a\",\"b\"]");
    }

    @Test
    default void signalIsRecordedThoughTheRunEndsInItsFirstStep() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();

        assertThat(startInbox(engine, "a", 0).result()).isEmpty();

        assertThat(EventText.of(engines().history("inbox")))
                .containsExactly("started(0)", "signal put(\"a\")", "complete []");
    }

    @Test
    default void messagesOfARunThatContinuesInItsFirstStepAreForItsSuccessor() {
        TestEngine engine = engines().engine().workflow(Hop.class).start();

        WorkflowHandle<Integer> signalled = engine.client()
                .newWorkflow(Hop.class)
                .id("signalled")
                .withSignal(w -> w.add(1))
                .withSignal(w -> w.add(2))
                .start(w -> w.run(2, 3));
        StartedUpdate<Integer, Integer> asked = engine.client()
                .newWorkflow(Hop.class)
                .id("asked")
                .<Integer>withUpdate(w -> w.put(3))
                .start(w -> w.run(1, 3));

        assertThat(signalled.result(EngineFixture.PATIENCE)).isEqualTo(3);
        assertThat(asked.update().result(EngineFixture.PATIENCE)).isEqualTo(3);
        assertThat(asked.workflow().result(EngineFixture.PATIENCE)).isEqualTo(3);
    }

    @Test
    default void updateThatIsOnlyAdmittedIsForTheSuccessorOfARunThatContinuesInItsFirstStep() {
        TestEngine engine = engines().engine().workflow(Hop.class).start();

        StartedUpdate<Integer, Integer> admitted = engine.client()
                .newWorkflow(Hop.class)
                .id("admitted")
                .<Integer>withUpdate(UpdateOptions.waitFor(UpdateStage.ADMITTED), w -> w.put(3))
                .start(w -> w.run(1, 3));

        assertThat(admitted.update().result(EngineFixture.PATIENCE)).isEqualTo(3);
        assertThat(admitted.workflow().result(EngineFixture.PATIENCE)).isEqualTo(3);
    }

    @Test
    default void updateOfARunThatEndsInItsFirstStepIsRejectedAndTheRunIsNamed() {
        TestEngine owner = engines().engine().workflow(Hop.class).start();
        TestEngine client = engines().engine().workflow(Hop.class).clientOnly().start();

        for (TestEngine engine : List.of(owner, client)) {
            UpdateFailedException failure = catchThrowableOfType(
                    UpdateFailedException.class,
                    () -> engine.client()
                            .newWorkflow(Hop.class)
                            .id("short")
                            .<Integer>withUpdate(w -> w.put(3))
                            .start(w -> w.run(0, 0)));

            assertThat(failure.isRejected()).isTrue();
            assertThat(failure).cause().hasMessageContaining(ErrorCode.WORKFLOW_CLOSED.id());
            assertThat(engines().run("short").runId()).isEqualTo(failure.runId());
            assertThat(engine.client().workflow("short", failure.runId()).result(Integer.class, EngineFixture.PATIENCE))
                    .isEqualTo(0);
        }
    }

    @Test
    default void startWithSignalTakesPartInTheTransaction() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();

        assertThatThrownBy(() -> inTransaction(() -> {
                    startInbox(engine, "a", 2);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(engines().allRuns()).isEmpty();
        inTransaction(() -> startInbox(engine, "b", 2));
        inTransaction(() -> startInbox(engine, "c", 2));

        assertThat(engine.workflow("inbox").result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("b", "c"));
    }

    @Test
    default void signalsOfManyStartersReachOneRunAfterTheOther() {
        TestEngine one = engines().engine().workflow(Inbox.class).start();
        TestEngine other = engines().engine().workflow(Inbox.class).start();

        List<CompletableFuture<Void>> senders = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.runAsync(() -> startInbox(i % 2 == 0 ? one : other, "item " + i, 5)))
                .toList();
        senders.forEach(CompletableFuture::join);

        engines()
                .until(() -> engines().allRuns().stream()
                        .allMatch(run -> run.status().isClosed()
                                || engines().store().messages(run.runId()).isEmpty()));
        List<String> received = new ArrayList<>();
        engines()
                .allRuns()
                .forEach(run -> engines().store().history(run.runId(), 0).stream()
                        .map(EventText::of)
                        .filter(event -> event.startsWith("signal put"))
                        .forEach(received::add));
        assertThat(received)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 40)
                        .mapToObj(i -> "signal put(\"item " + i + "\")")
                        .toList());
    }

    @Test
    default void runThatStartsHereIsAskedForItsUpdateInTheSameCommit() {
        TestEngine owner = owner();

        StartedUpdate<Integer, Integer> started = startAccount(owner, 5);
        assertThat(started.update().result()).isEqualTo(5);
        StartedUpdate<Integer, Integer> again = startAccount(owner, 6);

        assertThat(again.update().result()).isEqualTo(11);
        assertThat(again.workflow().runId()).isEqualTo(started.workflow().runId());
        assertThat(EventText.of(engines().history("account")))
                .startsWith("started()", "update deposit(5)", "update 2 completed: 5");
        owner.workflow(Account.class, "account").signal(Account::close);
        assertThat(started.workflow().result()).isEqualTo(11);
    }

    @Test
    default void runElsewhereIsAskedForItsUpdate() {
        TestEngine client = account().clientOnly().start();
        CompletableFuture<StartedUpdate<Integer, Integer>> started =
                CompletableFuture.supplyAsync(() -> startAccount(client, 5));
        engines().until(() -> !engines().allRuns().isEmpty());

        owner();

        assertThat(started.join().update().result()).isEqualTo(5);
        assertThat(startAccount(client, 6).update().result()).isEqualTo(11);
        StartedUpdate<Integer, Object> untyped = client.client()
                .newWorkflow("Account")
                .id("account")
                .withUpdate(UpdateOptions.waitFor(UpdateStage.COMPLETED).withUpdateId("u"), "deposit", Integer.class, 7)
                .start();
        assertThat(untyped.update().updateId()).isEqualTo("u");
        assertThat(untyped.update().result()).isEqualTo(18);
    }

    @Test
    default void rejectedUpdateStartsTheRunNevertheless() {
        TestEngine owner = owner();

        assertThatThrownBy(() -> startAccount(owner, -5))
                .isInstanceOfSatisfying(
                        UpdateFailedException.class,
                        e -> assertThat(e.isRejected()).isTrue())
                .isInstanceOfSatisfying(
                        UpdateFailedException.class,
                        e -> assertThat(e.runId())
                                .isEqualTo(engines().run("account").runId()));

        assertThat(EventText.of(engines().history("account"))).containsExactly("started()");
    }

    @Test
    default void updateWithStartTakesPartInTheTransactionUnlessItIsWaitedFor() {
        TestEngine owner = owner();
        assertThatThrownBy(() -> inTransaction(() -> startAccount(owner, 5)))
                .isInstanceOfSatisfying(
                        DurableException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UPDATE_INSIDE_TRANSACTION));
        assertThat(engines().allRuns()).isEmpty();
        List<StartedUpdate<Integer, Integer>> started = new ArrayList<>();

        inTransaction(() -> {
            started.add(owner.client()
                    .newWorkflow(Account.class)
                    .id("account")
                    .<Integer>withUpdate(UpdateOptions.waitFor(UpdateStage.ADMITTED), w -> w.deposit(5))
                    .start(Account::run));
            assertThatThrownBy(() -> started.get(0).update().result())
                    .isInstanceOfSatisfying(
                            DurableException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.UPDATE_INSIDE_TRANSACTION));
        });

        assertThat(started.get(0).update().result(EngineFixture.PATIENCE)).isEqualTo(5);
    }

    @Test
    default void updateTakesPartInTheTransaction() {
        TestEngine owner = owner();
        startAccount(owner, 5);
        UpdateOptions admitted = UpdateOptions.waitFor(UpdateStage.ADMITTED);
        assertThatThrownBy(() -> inTransaction(
                        () -> owner.workflow(Account.class, "account").update(w -> w.deposit(1))))
                .isInstanceOfSatisfying(
                        DurableException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UPDATE_INSIDE_TRANSACTION));
        List<UpdateHandle<Integer>> updates = new ArrayList<>();

        assertThatThrownBy(() -> inTransaction(() -> {
                    updates.add(owner.workflow(Account.class, "account").startUpdate(admitted, w -> w.deposit(2)));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        inTransaction(
                () -> updates.add(owner.workflow(Account.class, "account").startUpdate(admitted, w -> w.deposit(3))));

        assertThat(updates.get(1).result(EngineFixture.PATIENCE)).isEqualTo(8);
        assertThatThrownBy(() -> updates.get(0).result())
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UPDATE_UNKNOWN));
    }

    private TestEngine owner() {
        return account().start();
    }

    private TestEngineBuilder account() {
        return engines().engine().workflow(Account.class).activity(GatedWork.class, new Gates());
    }

    private static StartedUpdate<Integer, Integer> startAccount(TestEngine engine, int amount) {
        return engine.client()
                .newWorkflow(Account.class)
                .id("account")
                .<Integer>withUpdate(w -> w.deposit(amount))
                .start(Account::run);
    }

    private static WorkflowHandle<List<String>> startInbox(TestEngine engine, String item, int wanted) {
        return engine.client()
                .newWorkflow(Inbox.class)
                .id("inbox")
                .withSignal(w -> w.put(item))
                .start(w -> w.collect(wanted));
    }

    /** Goes on as a new run at once, a number of times; then waits for a sum. */
    @Workflow
    class Hop {

        private final WorkflowContext workflow;
        private int sum;

        Hop(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public int run(int hops, int wanted) {
            if (hops > 0) {
                throw workflow.continueAsNew(Hop.class, w -> w.run(hops - 1, wanted));
            }
            workflow.await(() -> sum >= wanted);
            return sum;
        }

        @SignalMethod
        public void add(int number) {
            sum += number;
        }

        @UpdateMethod
        public int put(int number) {
            sum = number;
            return sum;
        }
    }
}
