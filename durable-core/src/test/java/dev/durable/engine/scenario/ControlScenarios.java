package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.ResetOptions;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestEngineBuilder;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.EventText;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Cancelling, terminating and pausing runs: in transactions, from anywhere, and when something else happens at the same time. */
public interface ControlScenarios extends EngineScenarios {

    /** Runs that meet the same race. */
    int RACES = 40;

    /** Runs the work in a transaction on the store's database, which rolls back if the work throws. */
    void inTransaction(Runnable work);

    @Test
    default void cancellationTakesPartInATransaction() {
        TestEngine engine = engine();
        WorkflowHandle<String> handle = start(engine, "d");

        rollBack(() -> handle.cancel("not meant"));
        assertThat(handle.history()).hasSize(1);
        inTransaction(() -> handle.cancel("meant"));

        assertThat(catchThrowableOfType(WorkflowFailedException.class, () -> handle.result(EngineFixture.PATIENCE)))
                .hasCauseInstanceOf(CanceledFailure.class)
                .hasMessageContaining("meant");
        assertThat(EventText.of(handle.history()))
                .containsExactly("started()", "cancel requested: meant", "canceled: meant");
    }

    @Test
    default void pauseAndResumptionTakePartInTransactions() {
        TestEngine engine = engine();
        WorkflowHandle<String> handle = start(engine, "d");

        rollBack(() -> handle.pause("not meant"));
        inTransaction(() -> handle.pause("meant"));
        engines().until(() -> engines().run("d").status() == WorkflowStatus.PAUSED);
        rollBack(() -> handle.unpause("not meant"));
        inTransaction(() -> handle.unpause("meant"));
        engines().until(() -> engines().run("d").status() == WorkflowStatus.RUNNING);

        assertThat(EventText.of(handle.history())).containsExactly("started()", "paused: meant", "unpaused: meant");
    }

    @Test
    default void terminationTakesPartInATransaction() {
        TestEngine engine = engine();
        WorkflowHandle<String> handle = start(engine, "d");

        rollBack(() -> handle.terminate("not meant"));
        inTransaction(() -> handle.terminate("meant"));

        engines().until(() -> engines().run("d").status() == WorkflowStatus.TERMINATED);
        assertThat(EventText.of(handle.history())).containsExactly("started()", "terminated: meant");
    }

    @Test
    default void terminationInATransactionEndsARunThatNobodyCanExecute() {
        TestEngine engine = engine();
        WorkflowHandle<?> handle =
                engine.client().newWorkflow("Unknown").id("u").start();

        inTransaction(() -> handle.terminate("nobody has it"));

        engines().until(() -> engines().run("u").status() == WorkflowStatus.TERMINATED);
    }

    @Test
    default void resetDoesNotTakePartInATransaction() {
        TestEngine engine = engine();
        WorkflowHandle<String> handle = start(engine, "d");

        inTransaction(() -> assertThat(
                        catchThrowableOfType(DurableException.class, () -> handle.reset(ResetOptions.toStart()))
                                .code())
                .isEqualTo(ErrorCode.RESET_IN_TRANSACTION));

        assertThat(handle.describe().summary().status()).isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    default void closedAndUnknownRunsAreNotControlled() {
        TestEngine engine = engine();
        WorkflowHandle<String> handle = start(engine, "d");
        engine.workflow(Door.class, "d").signal(w -> w.knock("in"));
        handle.result(EngineFixture.PATIENCE);

        for (Runnable control : List.<Runnable>of(
                () -> handle.cancel("late"),
                () -> handle.terminate("late"),
                () -> handle.pause("late"),
                () -> handle.unpause("late"))) {
            assertThat(catchThrowableOfType(DurableException.class, control::run)
                            .code())
                    .isEqualTo(ErrorCode.WORKFLOW_CLOSED);
        }
        WorkflowExecution unknown = engine.workflow("nobody");
        assertThatThrownBy(() -> unknown.cancel("who")).isInstanceOf(WorkflowNotFoundException.class);
        assertThatThrownBy(() -> unknown.terminate("who")).isInstanceOf(WorkflowNotFoundException.class);
        assertThatThrownBy(() -> unknown.pause("who")).isInstanceOf(WorkflowNotFoundException.class);
        assertThatThrownBy(() -> unknown.reset(ResetOptions.toStart())).isInstanceOf(WorkflowNotFoundException.class);
    }

    @Test
    default void clientThatExecutesNothingControlsRunsOfOthers() {
        TestEngine worker = engine();
        TestEngine client = engines().engine().clientOnly().start();
        start(worker, "canceled");
        start(worker, "terminated");
        WorkflowHandle<String> paused = start(worker, "paused");

        client.workflow("canceled").cancel("from afar");
        client.workflow("terminated").terminate("from afar");
        client.workflow("paused").pause("from afar");

        engines().until(() -> engines().run("canceled").status() == WorkflowStatus.CANCELED);
        engines().until(() -> engines().run("terminated").status() == WorkflowStatus.TERMINATED);
        engines().until(() -> engines().run("paused").status() == WorkflowStatus.PAUSED);
        client.workflow("paused").signal("knock", "in");
        client.workflow("paused").unpause("from afar");
        assertThat(paused.result(EngineFixture.PATIENCE)).isEqualTo("in");
    }

    @Test
    default void pausedRunThatNobodyHasIsResumedByWhoeverTakesIt() {
        TestEngine first = engine();
        WorkflowHandle<String> handle = start(first, "d");
        handle.pause("incident");
        first.stop();
        TestEngine client = engines().engine().clientOnly().start();
        client.workflow("d").unpause("over");
        client.workflow("d").signal("knock", "in");

        TestEngine next = engine();

        assertThat(next.workflow("d").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("in");
    }

    @Test
    default void outcomeOfAnActivityIsKeptWhileTheRunIsPausedEvenIfItsNodeDies() {
        Gates gates = new Gates();
        TestEngine first = workers(gates).nodeName("one").start();
        WorkflowHandle<String> handle =
                first.client().newWorkflow(Works.class).id("w").start(Works::run);
        gates.awaitBegun(engines(), "work");
        handle.pause("incident");
        gates.open("work");
        engines().until(() -> engines().run("w").pendingMessages() == 1);
        first.crash();

        TestEngine next = workers(gates).nodeName("one").start();
        engines().until(() -> engines().run("w").owner() != null);
        next.engine().evictIdleRuns();
        assertThat(engines().run("w").status()).isEqualTo(WorkflowStatus.PAUSED);
        next.workflow("w").unpause("over");

        assertThat(next.workflow("w").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("done work");
        assertThat(gates.begun()).containsExactly("work");
    }

    @Test
    default void runWhoseCodeFailsIsPausedWhenItWorksAgain() {
        TestEngine engine =
                engines().notReplaying("Broken").engine().workflow(Broken.class).start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Broken.class).id("b").start(Broken::run);
        engines().until(() -> !handle.describe().failedAttempts().isEmpty());

        handle.pause("until it is fixed");

        engines().until(() -> engines().run("b").pendingMessages() == 1);
        handle.terminate("it never will be");
        engines().until(() -> engines().run("b").status() == WorkflowStatus.TERMINATED);
    }

    @Test
    default void updateAmongSignalsOfAPausedRunWaits() {
        TestEngine engine = engine();
        WorkflowHandle<String> handle = start(engine, "d");
        handle.pause("incident");

        CompletableFuture<String> update = CompletableFuture.supplyAsync(
                () -> engine.workflow(Door.class, "d").update(w -> w.rename("blue")));
        engine.workflow(Door.class, "d").signal(w -> w.knock("noted"));
        assertThat(update).isNotDone();
        assertThat(handle.history()).hasSize(2);
        handle.unpause("over");

        assertThat(update).succeedsWithin(EngineFixture.PATIENCE).isEqualTo("blue");
    }

    @Test
    default void cancellationAndSignalThatRaceGiveOneOfTwoEnds() {
        assertRacesEnd(
                (engine, id) -> engine.workflow(id).cancel("now"),
                List.of(WorkflowStatus.COMPLETED, WorkflowStatus.CANCELED));
    }

    @Test
    default void terminationAndSignalThatRaceGiveOneOfTwoEnds() {
        assertRacesEnd(
                (engine, id) -> engine.workflow(id).terminate("now"),
                List.of(WorkflowStatus.COMPLETED, WorkflowStatus.TERMINATED));
    }

    @Test
    default void pauseAndResumptionThatRaceWithTheLastSignalLoseNothing() {
        assertRacesEnd(
                (engine, id) -> {
                    engine.workflow(id).pause("now");
                    engine.workflow(id).unpause("now");
                },
                List.of(WorkflowStatus.COMPLETED));
    }

    private void assertRacesEnd(Control control, List<WorkflowStatus> ends) {
        TestEngine engine = engine();
        TestEngine other = engine();
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        for (int i = 0; i < RACES; i++) {
            String id = "race-" + i;
            start(engine, id);
            TestEngine signalling = i % 2 == 0 ? engine : other;
            TestEngine controlling = i % 3 == 0 ? engine : other;
            calls.add(CompletableFuture.runAsync(
                    () -> ignoringClosed(() -> signalling.workflow(id).signal("knock", "in"))));
            calls.add(CompletableFuture.runAsync(() -> ignoringClosed(() -> control.apply(controlling, id))));
        }
        calls.forEach(CompletableFuture::join);
        for (int i = 0; i < RACES; i++) {
            String id = "race-" + i;
            engines().until(() -> engines().run(id).status().isClosed());
            assertThat(engines().run(id).status()).isIn(ends);
        }
    }

    private static void ignoringClosed(Runnable call) {
        try {
            call.run();
        } catch (DurableException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_CLOSED);
        }
    }

    private void rollBack(Runnable work) {
        assertThatThrownBy(() -> inTransaction(() -> {
                    work.run();
                    throw new IllegalStateException("roll back");
                }))
                .hasMessage("roll back");
    }

    private TestEngine engine() {
        return engines().engine().workflow(Door.class).start();
    }

    private TestEngineBuilder workers(Gates gates) {
        return engines().engine().workflow(Works.class).activity(GatedWork.class, gates);
    }

    private static WorkflowHandle<String> start(TestEngine engine, String id) {
        return engine.client().newWorkflow(Door.class).id(id).start(Door::guard);
    }

    /** Something that is done to a run. */
    @FunctionalInterface
    interface Control {

        void apply(TestEngine engine, String workflowId);
    }

    /** Opens for the word "in". */
    @Workflow
    class Door {

        private final WorkflowContext workflow;
        private String word = "";

        Door(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String guard() {
            workflow.await(() -> word.equals("in"));
            return word;
        }

        @SignalMethod
        public void knock(String with) {
            word = with;
        }

        @UpdateMethod
        public String rename(String name) {
            return name;
        }
    }

    /** Has one activity. */
    @Workflow
    class Works {

        private final GatedWork work;

        Works(GatedWork work) {
            this.work = work;
        }

        @WorkflowMethod
        public String run() {
            return work.work("work");
        }
    }

    /** Never works. */
    @Workflow
    class Broken {

        @WorkflowMethod
        public String run() {
            throw new IllegalStateException("a bug");
        }
    }
}
