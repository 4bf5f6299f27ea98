package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Activities whose effects are committed together with their results. An effect here is the start of a run, which any store can count. */
public interface TransactionalActivityScenarios extends EngineScenarios {

    /** Runs the work in a transaction on the store's database, which rolls back if the work throws. */
    void inTransaction(Runnable work);

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
        assertThat(seats()).isEqualTo(1);
    }

    @Test
    default void effectsOfAFailedAttemptAreRolledBack() {
        TestEngine engine = booking(transactions(), attempt -> {
            if (attempt == 1) {
                throw new IllegalStateException("no");
            }
        });

        assertThat(start(engine).result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 2");

        assertThat(seats()).isEqualTo(1);
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
        assertThat(seats()).isEqualTo(1);
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
        assertThat(seats()).isEqualTo(1);
    }

    @Test
    default void unknownOutcomeOfACommittedTransactionIsFoundOut() {
        TestEngine engine = booking(
                transactions().afterCommit(() -> {
                    throw new StoreUnavailableException("connection lost", true, null);
                }),
                attempt -> {});

        assertThat(start(engine).result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 1");

        assertThat(seats()).isEqualTo(1);
    }

    @Test
    default void unknownOutcomeOfATransactionThatRolledBackIsAFailedAttempt() {
        TestEngine engine = booking(
                transactions().beforeCommit(() -> {
                    throw new StoreUnavailableException("connection lost", true, null);
                }),
                attempt -> {});

        assertThat(start(engine).result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 2");

        assertThat(seats()).isEqualTo(1);
    }

    @Test
    default void attemptThatRunsOutOfTimeBeforeItsCommitRollsBack() {
        TestTransactions transactions = transactions();
        CountDownLatch timedOut = new CountDownLatch(1);
        AtomicInteger returned = new AtomicInteger();
        TestEngine engine = booking(
                transactions.beforeResult(() -> {
                    returned.incrementAndGet();
                    awaitUninterruptibly(timedOut);
                }),
                attempt -> {});
        WorkflowHandle<String> handle = start(engine);
        engines().until(() -> returned.get() == 1);

        engines().time().skip(Duration.ofMinutes(2));
        engines().until(() -> !handle.describe().failedAttempts().isEmpty());
        timedOut.countDown();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 2");
        assertThat(seats()).isEqualTo(1);
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

        awaitUninterruptibly(over);
        engine.stop();
        assertThat(seats()).isZero();
    }

    @Test
    default void attemptWhoseNodeHasLostTheRunRollsBack() {
        CountDownLatch taken = new CountDownLatch(1);
        AtomicInteger returned = new AtomicInteger();
        TestEngine engine = booking(
                transactions().beforeResult(() -> {
                    returned.incrementAndGet();
                    awaitUninterruptibly(taken);
                }),
                attempt -> {});
        WorkflowHandle<String> handle = start(engine);
        engines().until(() -> returned.get() == 1);

        engines().store().deregisterNode(engines().run("booking").owner());
        TestEngine second = booking(transactions(), attempt -> {});
        second.workflow("booking").result(String.class, EngineFixture.PATIENCE);
        taken.countDown();
        engine.stop();

        assertThat(engines().run("booking").status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(seats()).isEqualTo(1);
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
        assertThat(seats()).isZero();
    }

    private TestTransactions transactions() {
        return new TestTransactions(this::inTransaction);
    }

    private TestEngine booking(TestTransactions transactions, Consumer<Integer> inAttempt) {
        AtomicReference<WorkflowClient> client = new AtomicReference<>();
        TestEngine engine = engines()
                .engine()
                .workflow(Booking.class, Inbox.class)
                .activityInContext(
                        Seats.class,
                        context -> new Seats(context, attempt -> {
                            client.get()
                                    .newWorkflow(Inbox.class)
                                    .id("seat-" + attempt)
                                    .start(w -> w.collect(0));
                            inAttempt.accept(attempt);
                        }))
                .configure(builder -> builder.transactions(transactions))
                .start();
        client.set(engine.client());
        return engine;
    }

    private static WorkflowHandle<String> start(TestEngine engine) {
        return engine.client().newWorkflow(Booking.class).id("booking").start(w -> w.run(false));
    }

    private long seats() {
        return engines().allRuns().stream()
                .filter(run -> run.workflowId().startsWith("seat-"))
                .count();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // asked to stop, but on its way to the commit
            }
        }
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

    /** What can be taken. */
    @Activity(transactional = true, startToCloseTimeout = "1m", retry = @Retry(initialInterval = "20ms"))
    class Seats {

        private final ActivityContext activity;
        private final Consumer<Integer> taking;

        Seats(ActivityContext activity, Consumer<Integer> taking) {
            this.activity = activity;
            this.taking = taking;
        }

        /** Takes one. */
        public String take() {
            int attempt = activity.info().attempt();
            taking.accept(attempt);
            return "seat of attempt " + attempt;
        }
    }
}
