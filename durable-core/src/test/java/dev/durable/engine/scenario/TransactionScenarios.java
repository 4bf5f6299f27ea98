package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.engine.scenario.OwnershipScenarios.Errand;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.EventText;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleFilter;
import dev.durable.schedule.ScheduleSpec;
import dev.durable.schedule.ScheduleSummary;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Starts and signals in the caller's transaction. */
public interface TransactionScenarios extends EngineScenarios {

    /** Runs the work in a transaction on the store's database, which rolls back if the work throws. */
    void inTransaction(Runnable work);

    @Test
    default void runBeginsWhenTheTransactionThatStartsItCommits() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        AtomicReference<WorkflowHandle<List<String>>> handle = new AtomicReference<>();

        inTransaction(() -> {
            handle.set(start(engine, 1));
            assertThat(EventText.of(handle.get().history()))
                    .as("seen by the transaction itself")
                    .containsExactly("started(1)");
        });
        handle.get().signal("put", "a");

        assertThat(handle.get().result(EngineFixture.PATIENCE)).containsExactly("a");
    }

    @Test
    default void runThatEndsInItsFirstStepEndsAfterTheTransaction() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        AtomicReference<WorkflowHandle<List<String>>> handle = new AtomicReference<>();

        inTransaction(() -> handle.set(start(engine, 0)));

        assertThat(handle.get().result(EngineFixture.PATIENCE)).isEmpty();
    }

    @Test
    default void runOfATransactionThatRollsBackNeverWas() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();

        assertThatThrownBy(() -> inTransaction(() -> {
                    start(engine, 0);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(engines().allRuns()).isEmpty();
        assertThatThrownBy(() -> engine.workflow("inbox").describe()).isInstanceOf(WorkflowNotFoundException.class);
        start(engine, 0).result(EngineFixture.PATIENCE);
    }

    @Test
    default void signalTakesPartInTheTransaction() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        WorkflowHandle<List<String>> handle = start(engine, 2);

        assertThatThrownBy(() -> inTransaction(() -> {
                    handle.signal("put", "rolled back");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        inTransaction(() -> {
            handle.signal("put", "a");
            handle.signal("put", "b");
        });

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("a", "b");
    }

    @Test
    default void runIsStartedAndSignalledInOneTransaction() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        AtomicReference<WorkflowHandle<List<String>>> handle = new AtomicReference<>();

        inTransaction(() -> {
            handle.set(start(engine, 1));
            handle.get().signal("put", "a");
        });

        assertThat(handle.get().result(EngineFixture.PATIENCE)).containsExactly("a");
    }

    @Test
    default void activitiesOfTheFirstStepBeginAfterTheTransaction() {
        Gates gates = new Gates().open("a");
        TestEngine engine = engines()
                .engine()
                .workflow(Errand.class)
                .activity(GatedWork.class, gates)
                .start();
        AtomicReference<WorkflowHandle<List<String>>> handle = new AtomicReference<>();

        inTransaction(() -> {
            handle.set(engine.client().newWorkflow(Errand.class).id("errand").start(w -> w.collect(1)));
            handle.get().signal("run", "a");
            assertThat(gates.begun()).isEmpty();
        });

        assertThat(handle.get().result(EngineFixture.PATIENCE)).containsExactly("done a");
    }

    @Test
    default void runStartedInATransactionWhereNothingIsExecutedIsClaimed() {
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();
        AtomicReference<WorkflowHandle<List<String>>> handle = new AtomicReference<>();

        inTransaction(() -> handle.set(start(client, 0)));
        engines().engine().workflow(Inbox.class).start();

        assertThat(handle.get().result(EngineFixture.PATIENCE)).isEmpty();
    }

    @Test
    default void idThatIsTakenIsRefusedInATransactionToo() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        start(engine, 1);

        assertThatThrownBy(() -> inTransaction(() -> start(engine, 1)))
                .isInstanceOf(WorkflowAlreadyStartedException.class);

        assertThat(engines().allRuns()).hasSize(1);
    }

    @Test
    default void resultIsRefusedInsideTheTransactionThatStartsTheRun() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();

        assertThatThrownBy(() -> inTransaction(() -> start(engine, 0).result()))
                .isInstanceOfSatisfying(
                        DurableException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RESULT_INSIDE_TRANSACTION));
    }

    @Test
    default void scheduleIsCreatedAndTriggeredWithTheTransaction() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        Schedule schedule = Schedule.of(ScheduleSpec.NEVER, engine.schedules().action(Inbox.class, w -> w.collect(0)));

        assertThatThrownBy(() -> inTransaction(() -> {
                    engine.schedules().create("rolled-back", schedule).trigger();
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        inTransaction(() -> engine.schedules().create("kept", schedule).trigger());

        engines().until(() -> engines().allRuns().size() == 1);
        assertThat(engine.schedules().list(ScheduleFilter.ALL).schedules())
                .extracting(ScheduleSummary::scheduleId)
                .containsExactly("kept");
    }

    private static WorkflowHandle<List<String>> start(TestEngine engine, int wanted) {
        return engine.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(wanted));
    }
}
