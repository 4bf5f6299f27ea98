package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.client.TypedWorkflowExecution;
import dev.durable.client.UpdateFailedException;
import dev.durable.client.UpdateHandle;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.EventText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Asking for updates, of runs here and elsewhere. */
public interface UpdateScenarios extends EngineScenarios {

    @Test
    default void updateOfARunHereIsAnswered() {
        TestEngine owner = owner(new Gates());
        start(owner);
        TypedWorkflowExecution<Account> account = owner.workflow(Account.class, "account");

        assertThat(account.<Integer>update(w -> w.deposit(30))).isEqualTo(30);
        assertThat(account.<Integer>update(w -> w.deposit(12))).isEqualTo(42);
        account.updateVoid(Account::audit);

        assertThat(EventText.of(engines().history("account")))
                .containsExactly(
                        "started()",
                        "update deposit(30)",
                        "update 2 completed: 30",
                        "update deposit(12)",
                        "update 4 completed: 42",
                        "update audit()",
                        "update 6 completed: null");
    }

    @Test
    default void updateOfARunElsewhereIsAnswered() {
        TestEngine owner = owner(new Gates().open("check"));
        TestEngine client = client();
        start(owner);

        assertThat(client.workflow(Account.class, "account").<Integer>update(w -> w.deposit(30)))
                .isEqualTo(30);
        assertThat(client.workflow("account").update("depositChecked", Integer.class, 3, "check"))
                .isEqualTo(33);

        assertThat(engines().run("account").pendingMessages()).isZero();
    }

    @Test
    default void updateOfARunThatNobodyOwnsWaitsForItsOwner() {
        TestEngine client = client();
        start(client);

        UpdateHandle<Integer> update = client.workflow(Account.class, "account")
                .startUpdate(UpdateOptions.waitFor(UpdateStage.ADMITTED), w -> w.deposit(30));
        assertThat(client.workflow("account").describe().pendingMessages()).isEqualTo(1);
        owner(new Gates());

        assertThat(update.result(EngineFixture.PATIENCE)).isEqualTo(30);
    }

    @Test
    default void rejectedUpdateLeavesNoTrace() {
        TestEngine owner = owner(new Gates());
        TestEngine client = client();
        start(owner);

        for (TestEngine engine : List.of(owner, client)) {
            assertThatThrownBy(() -> engine.workflow(Account.class, "account").update(w -> w.deposit(-1)))
                    .isInstanceOfSatisfying(UpdateFailedException.class, e -> {
                        assertThat(e.isRejected()).isTrue();
                        assertThat(e.code()).isEqualTo(ErrorCode.UPDATE_REJECTED);
                        assertThat(e.workflowId()).isEqualTo("account");
                    })
                    .hasMessageContaining("-1 is no deposit")
                    .cause()
                    .isInstanceOfSatisfying(
                            ApplicationFailure.class,
                            e -> assertThat(e.type()).isEqualTo(IllegalArgumentException.class.getName()));
        }

        assertThat(EventText.of(engines().history("account"))).containsExactly("started()");
        assertThat(engines().run("account").pendingMessages()).isZero();
    }

    @Test
    default void updateThatDoesNotFitIsRejectedWithWhatThereIs() {
        TestEngine owner = owner(new Gates());
        TestEngine client = client();
        start(owner);

        for (TestEngine engine : List.of(owner, client)) {
            assertThatThrownBy(() -> engine.workflow("account").update("withdraw", Integer.class, 1))
                    .isInstanceOf(UpdateFailedException.class)
                    .hasMessageContaining("DUR-3040")
                    .hasMessageContaining("deposit(int): int");
            assertThatThrownBy(() -> engine.workflow("account").update("deposit", Integer.class, "much"))
                    .isInstanceOf(UpdateFailedException.class)
                    .hasMessageContaining("DUR-3040");
        }
    }

    @Test
    default void failureOfTheHandlerIsTheCallers() {
        TestEngine owner = owner(new Gates());
        TestEngine client = client();
        start(owner);

        for (TestEngine engine : List.of(owner, client)) {
            assertThatThrownBy(() -> engine.workflow("account").update("withdrawAll", Integer.class))
                    .isInstanceOfSatisfying(UpdateFailedException.class, e -> {
                        assertThat(e.isRejected()).isFalse();
                        assertThat(e.code()).isEqualTo(ErrorCode.UPDATE_FAILED);
                    })
                    .cause()
                    .isInstanceOfSatisfying(
                            ApplicationFailure.class, e -> assertThat(e.type()).isEqualTo("Empty"));
        }
        assertThat(owner.workflow(Account.class, "account").query(Account::balance))
                .isZero();
    }

    @Test
    default void stageOfAcceptanceDoesNotWaitForTheEnd() {
        Gates gates = new Gates();
        TestEngine owner = owner(gates);
        TestEngine client = client();
        start(owner);
        UpdateOptions accepted = UpdateOptions.waitFor(UpdateStage.ACCEPTED);

        UpdateHandle<Integer> one =
                owner.workflow(Account.class, "account").startUpdate(accepted, w -> w.depositChecked(1, "one"));
        UpdateHandle<Integer> other = client.workflow("account")
                .startUpdate(UpdateOptions.waitFor(UpdateStage.ACCEPTED), "depositChecked", Integer.class, 2, "other");
        assertThat(EventText.of(engines().history("account")))
                .contains("update depositChecked(1, \"one\")", "update depositChecked(2, \"other\")")
                .noneMatch(event -> event.contains("completed"));
        CompletableFuture<Integer> async = other.resultAsync();
        assertThatThrownBy(() -> one.result(Duration.ofMillis(20)))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESULT_TIMEOUT));
        gates.open("other");

        assertThat(async.join()).isEqualTo(2);
        gates.open("one");
        assertThat(one.result(EngineFixture.PATIENCE)).isEqualTo(3);
        assertThat(one.result()).isEqualTo(3);
    }

    @Test
    default void manyUpdatesAreUnderWayAtOnce() {
        Gates gates = new Gates();
        TestEngine owner = owner(gates);
        TestEngine client = client();
        start(owner);

        List<UpdateHandle<Integer>> updates = IntStream.range(0, 20)
                .mapToObj(i -> (i % 2 == 0 ? owner : client)
                        .workflow(Account.class, "account")
                        .<Integer>startUpdate(
                                UpdateOptions.waitFor(i % 3 == 0 ? UpdateStage.ACCEPTED : UpdateStage.ADMITTED),
                                w -> w.depositChecked(1, "check")))
                .toList();
        gates.open("check");

        assertThat(updates.stream().mapToInt(update -> update.result(EngineFixture.PATIENCE)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 20).boxed().toList());
    }

    @Test
    default void secondUpdateOfAnIdGetsTheOutcomeOfTheFirst() {
        Gates gates = new Gates();
        TestEngine owner = owner(gates);
        TestEngine client = client();
        start(owner);
        UpdateOptions accepted = UpdateOptions.waitFor(UpdateStage.ACCEPTED).withUpdateId("once");
        UpdateOptions admitted = UpdateOptions.waitFor(UpdateStage.ADMITTED).withUpdateId("once");

        UpdateHandle<Integer> first =
                owner.workflow(Account.class, "account").startUpdate(accepted, w -> w.depositChecked(5, "check"));
        UpdateHandle<Integer> second =
                owner.workflow(Account.class, "account").startUpdate(accepted, w -> w.depositChecked(6, "check"));
        UpdateHandle<Integer> third =
                client.workflow(Account.class, "account").startUpdate(admitted, w -> w.depositChecked(7, "check"));
        gates.open("check");

        assertThat(List.of(first, second, third)).allMatch(update -> update.result(EngineFixture.PATIENCE) == 5);
        assertThat(gates.begun()).hasSize(1);
        owner.engine().evictIdleRuns();
        assertThat(owner.workflow(Account.class, "account")
                        .startUpdate(accepted, w -> w.deposit(8))
                        .result())
                .isEqualTo(5);
        assertThat(client.workflow("account").getUpdate("once", Integer.class).result())
                .isEqualTo(5);
    }

    @Test
    default void updateOfAClosedRunIsRefusedUnlessItWasTaken() {
        TestEngine owner = owner(new Gates());
        TestEngine client = client();
        WorkflowHandle<Integer> handle = start(owner);
        UpdateOptions once = UpdateOptions.waitFor(UpdateStage.COMPLETED).withUpdateId("once");
        owner.workflow(Account.class, "account").startUpdate(once, w -> w.deposit(7));
        owner.workflow(Account.class, "account").signal(Account::close);
        handle.result();

        for (TestEngine engine : List.of(owner, client)) {
            assertThatThrownBy(() -> engine.workflow(Account.class, "account").update(w -> w.deposit(1)))
                    .isInstanceOfSatisfying(
                            DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_CLOSED));
            assertThat(engine.workflow(Account.class, "account")
                            .startUpdate(once, w -> w.deposit(1))
                            .result())
                    .isEqualTo(7);
            assertThat(engine.workflow("account")
                            .getUpdate("once", Integer.class)
                            .result())
                    .isEqualTo(7);
        }
    }

    @Test
    default void unknownUpdateIsTold() {
        TestEngine owner = owner(new Gates());
        start(owner);

        assertThatThrownBy(() -> owner.workflow("account")
                        .getUpdate("nobody's", Integer.class)
                        .result())
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UPDATE_UNKNOWN));
        assertThatThrownBy(() -> owner.workflow("nowhere").update("deposit", Integer.class, 1))
                .isInstanceOf(WorkflowNotFoundException.class);
    }

    @Test
    default void acceptedUpdateOfARunThatClosesIsToldSo() {
        Gates gates = new Gates();
        TestEngine owner = owner(gates);
        TestEngine client = client();
        start(owner);
        UpdateOptions accepted = UpdateOptions.waitFor(UpdateStage.ACCEPTED);
        UpdateHandle<Integer> here =
                owner.workflow(Account.class, "account").startUpdate(accepted, w -> w.depositChecked(1, "one"));
        UpdateHandle<Integer> elsewhere = client.workflow("account").getUpdate(here.updateId(), Integer.class);
        CompletableFuture<Integer> waiting = here.resultAsync();

        owner.workflow(Account.class, "account").signal(Account::close);

        assertThatThrownBy(waiting::join)
                .cause()
                .isInstanceOfSatisfying(
                        UpdateFailedException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UPDATE_ABANDONED));
        for (UpdateHandle<Integer> update : List.of(here, elsewhere)) {
            assertThatThrownBy(() -> update.result(EngineFixture.PATIENCE))
                    .isInstanceOfSatisfying(
                            UpdateFailedException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.UPDATE_ABANDONED));
        }
        gates.open("one");
    }

    @Test
    default void updateOfAStoppedEngineIsAnsweredByTheNext() {
        Gates gates = new Gates();
        TestEngine owner = owner(gates);
        start(owner);
        UpdateHandle<Integer> update = owner.workflow(Account.class, "account")
                .startUpdate(UpdateOptions.waitFor(UpdateStage.ACCEPTED), w -> w.depositChecked(1, "check"));
        CompletableFuture<Integer> waiting = update.resultAsync();
        CompletableFuture<Void> stopped = owner.stopAsync();
        engines().until(() -> engines().run("account").owner() == null || stopped.isDone());

        Gates others = new Gates().open("check");
        gates.open("check");
        owner(others);

        assertThat(waiting.orTimeout(30, java.util.concurrent.TimeUnit.SECONDS).join())
                .isEqualTo(1);
    }

    @Test
    default void ownerThatCrashesBetweenAcceptanceAndCompletionIsSucceeded() {
        TestEngine owner = owner(new Gates());
        TestEngine client = client();
        start(owner);
        UpdateHandle<Integer> update = client.workflow(Account.class, "account")
                .startUpdate(UpdateOptions.waitFor(UpdateStage.ACCEPTED), w -> w.depositChecked(1, "check"));

        owner.crash();
        owner(new Gates().open("check"));

        assertThat(update.result(EngineFixture.PATIENCE)).isEqualTo(1);
        assertThat(client.workflow(Account.class, "account").query(Account::balance))
                .isEqualTo(1);
    }

    private TestEngine owner(Gates gates) {
        return engines()
                .engine()
                .workflow(Account.class)
                .activity(GatedWork.class, gates)
                .nodeName("owner")
                .start();
    }

    private TestEngine client() {
        return engines()
                .engine()
                .workflow(Account.class)
                .activity(GatedWork.class, new Gates())
                .clientOnly()
                .start();
    }

    private static WorkflowHandle<Integer> start(TestEngine engine) {
        return engine.client().newWorkflow(Account.class).id("account").start(Account::run);
    }
}
