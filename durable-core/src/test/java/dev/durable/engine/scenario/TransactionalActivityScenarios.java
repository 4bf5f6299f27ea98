package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.EngineSettings;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestTransactions;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.EventText;
import dev.durable.store.StoreUnavailableException;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Activities whose effects are committed together with their results. */
public interface TransactionalActivityScenarios extends SeatScenarios {

    @Test
    default void effectsOfATransactionalActivityAreCommittedWithItsResult() {
        TestEngine engine = booking(transactions(), attempt -> {});

        WorkflowHandle<String> handle = start(engine);

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 1");
        assertThat(EventText.of(handle.history()))
                .containsExactly(
                        "started(false)",
                        "schedule Seats.take()",
                        "completed 2: \"seat of attempt 1\"",
                        "complete \"seat of attempt 1\"");
        assertThat(seatsTaken()).isEqualTo(1);
    }

    @Test
    default void effectsOfAFailedAttemptAreRolledBack() {
        TestEngine engine = booking(transactions(), attempt -> {
            if (attempt == 1) {
                throw new IllegalStateException("no");
            }
        });

        assertThat(start(engine).result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 2");

        assertThat(seatsTaken()).isEqualTo(1);
    }

    @Test
    default void crashBeforeTheCommitLeavesNothingOfTheAttempt() {
        AtomicReference<TestEngine> engine = new AtomicReference<>();
        engine.set(booking(
                transactions().beforeCommit(() -> {
                    engine.get().crash();
                    throw new IllegalStateException("crashed");
                }),
                attempt -> {}));
        WorkflowHandle<String> handle = start(engine.get());
        engines().until(() -> engine.get().hasCrashed());
        engines().store().deregisterNode(engines().run("booking").owner());

        TestEngine second = booking(transactions(), attempt -> {});

        assertThat(second.workflow(handle.workflowId()).result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("seat of attempt 2");
        assertThat(seatsTaken()).isEqualTo(1);
    }

    @Test
    default void crashAfterTheCommitLosesNothing() {
        AtomicReference<TestEngine> engine = new AtomicReference<>();
        engine.set(booking(
                transactions().afterCommit(() -> {
                    engine.get().crash();
                    throw new IllegalStateException("crashed");
                }),
                attempt -> {}));
        WorkflowHandle<String> handle = start(engine.get());
        engines().until(() -> engine.get().hasCrashed());
        engines().store().deregisterNode(engines().run("booking").owner());

        TestEngine second = booking(transactions(), attempt -> {});

        assertThat(second.workflow(handle.workflowId()).result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("seat of attempt 1");
        assertThat(seatsTaken()).isEqualTo(1);
    }

    @Test
    default void unknownOutcomeOfACommittedTransactionIsFoundOut() {
        TestEngine engine = booking(
                transactions().afterCommit(() -> {
                    throw new StoreUnavailableException("connection lost", true, null);
                }),
                attempt -> {});

        assertThat(start(engine).result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 1");

        assertThat(seatsTaken()).isEqualTo(1);
    }

    @Test
    default void unknownOutcomeOfATransactionThatRolledBackIsAFailedAttempt() {
        TestEngine engine = booking(
                transactions().beforeCommit(() -> {
                    throw new StoreUnavailableException("connection lost", true, null);
                }),
                attempt -> {});

        assertThat(start(engine).result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 2");

        assertThat(seatsTaken()).isEqualTo(1);
    }

    @Test
    default void attemptThatRunsOutOfTimeBeforeItsCommitRollsBack() {
        TestTransactions transactions = transactions();
        Gate gate = new Gate();
        TestEngine engine = booking(transactions.beforeResult(gate), attempt -> {});
        WorkflowHandle<String> handle = start(engine);
        engines().until(gate::isReached);

        engines().time().skip(Duration.ofMinutes(2));
        engines().until(() -> !handle.describe().failedAttempts().isEmpty());
        gate.open();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 2");
        assertThat(seatsTaken()).isEqualTo(1);
    }

    @Test
    default void attemptWhoseRunClosesBeforeItsCommitRollsBack() {
        AtomicReference<WorkflowHandle<String>> handle = new AtomicReference<>();
        CompletableFuture<Void> started = new CompletableFuture<>();
        CountDownLatch over = new CountDownLatch(1);
        TestEngine engine = booking(
                transactions().beforeResult(() -> {
                    started.join();
                    CompletableFuture.runAsync(() -> handle.get().terminate("enough"))
                            .join();
                    over.countDown();
                }),
                attempt -> {});
        handle.set(start(engine));
        started.complete(null);

        assertThatExceptionOfType(WorkflowFailedException.class)
                .isThrownBy(() -> handle.get().result(EngineFixture.PATIENCE));

        Gate.awaitUninterruptibly(over);
        engine.stop();
        assertThat(seatsTaken()).isZero();
    }

    @Test
    default void attemptWhoseNodeHasLostTheRunRollsBack() {
        Gate gate = new Gate();
        TestEngine engine = booking(transactions().beforeResult(gate), attempt -> {});
        WorkflowHandle<String> handle = start(engine);
        engines().until(gate::isReached);

        engines().store().deregisterNode(engines().run("booking").owner());
        TestEngine second = booking(transactions(), attempt -> {});
        second.workflow("booking").result(String.class, EngineFixture.PATIENCE);
        gate.open();
        engine.stop();

        assertThat(engines().run("booking").status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(seatsTaken()).isEqualTo(1);
    }

    @Test
    default void transactionalActivityCannotBeCompletedFromOutside() {
        AtomicReference<ErrorCode> refused = new AtomicReference<>();
        TestEngine engine = engines()
                .engine()
                .workflow(Booking.class, Inbox.class)
                .activityInContext(
                        Seats.class,
                        context -> new Seats(context, attempt -> {
                            try {
                                context.completeLater();
                            } catch (DurableException e) {
                                refused.set(e.code());
                            }
                        }))
                .configure(builder -> builder.transactions(transactions()))
                .start();

        assertThat(start(engine).result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 1");

        assertThat(refused.get()).isEqualTo(ErrorCode.ACTIVITY_TRANSACTIONAL);
    }

    @Test
    default void declaredTransactionalActivityIsRefusedAsALocalOne() {
        TestEngine engine = booking(transactions(), attempt -> {});

        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Booking.class).id("booking").start(w -> w.run(true));

        assertThatExceptionOfType(WorkflowFailedException.class)
                .isThrownBy(() -> handle.result(EngineFixture.PATIENCE))
                .havingRootCause()
                .withMessageContaining("DUR-3075");
        assertThat(seatsTaken()).isZero();
    }

    private TestEngine booking(TestTransactions transactions, Consumer<Integer> inAttempt) {
        AtomicReference<WorkflowClient> client = new AtomicReference<>();
        TestEngine engine = engines()
                .engine()
                .workflow(Booking.class, Inbox.class)
                .activityInContext(
                        Seats.class,
                        context ->
                                Seats.startingRuns(context, client::get, EngineSettings.DEFAULT_TASK_QUEUE, inAttempt))
                .configure(builder -> builder.transactions(transactions))
                .start();
        client.set(engine.client());
        return engine;
    }

    private static WorkflowHandle<String> start(TestEngine engine) {
        return engine.client().newWorkflow(Booking.class).id("booking").start(w -> w.run(false));
    }

    /** Takes a seat. */
    @Workflow
    class Booking {

        private final WorkflowContext workflow;
        private final Seats seats;

        Booking(WorkflowContext workflow, Seats seats) {
            this.workflow = workflow;
            this.seats = seats;
        }

        @WorkflowMethod
        public String run(boolean locally) {
            return locally ? workflow.localActivity(Seats.class).take() : seats.take();
        }
    }
}
