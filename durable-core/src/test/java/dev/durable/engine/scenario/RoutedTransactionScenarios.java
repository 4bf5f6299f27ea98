package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.activity.ActivityInfo;
import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.context.Header;
import dev.durable.engine.DurableEngineBuilder;
import dev.durable.engine.observation.AttemptOutcome;
import dev.durable.engine.observation.AttemptWatch;
import dev.durable.engine.observation.EngineObserver;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestTransactions;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.EventText;
import dev.durable.store.BusinessTransactions;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredNode;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactional activities that another node executes than the owner of their run. */
public interface RoutedTransactionScenarios extends SeatScenarios {

    @Test
    default void effectsElsewhereAreCommittedWithTheResult() {
        TestEngine near = near("near");
        far("far", transactions(), attempt -> {});

        WorkflowHandle<String> handle = book(near);

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 1");
        assertThat(EventText.of(handle.history()))
                .containsExactly(
                        "started()",
                        "schedule Seats.take()",
                        "completed 2: \"seat of attempt 1\"",
                        "complete \"seat of attempt 1\"");
        assertThat(seatsTaken()).isEqualTo(1);
        assertThat(engines().store().activityTasks(handle.runId())).isEmpty();
    }

    @Test
    default void effectsElsewhereOfAFailedAttemptAreRolledBack() {
        TestEngine near = near("near");
        far("far", transactions(), attempt -> {
            if (attempt == 1) {
                throw new IllegalStateException("no");
            }
        });

        assertThat(book(near).result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 2");

        assertThat(seatsTaken()).isEqualTo(1);
    }

    @Test
    default void crashElsewhereBeforeTheCommitLeavesNothingOfTheAttempt() {
        AtomicReference<TestEngine> dying = new AtomicReference<>();
        TestEngine near = near("near");
        dying.set(far(
                "far",
                transactions().beforeCommit(() -> {
                    dying.get().crash();
                    throw new IllegalStateException("crashed");
                }),
                attempt -> {}));
        WorkflowHandle<String> handle = book(near);
        engines().until(() -> dying.get().hasCrashed());

        far("far", transactions(), attempt -> {});

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 2");
        assertThat(seatsTaken()).isEqualTo(1);
    }

    @Test
    default void crashElsewhereAfterTheCommitLosesNothing() {
        AtomicReference<TestEngine> dying = new AtomicReference<>();
        TestEngine near = near("near");
        dying.set(far(
                "far",
                transactions().afterCommit(() -> {
                    dying.get().crash();
                    throw new IllegalStateException("crashed");
                }),
                attempt -> {}));

        assertThat(book(near).result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 1");

        assertThat(seatsTaken()).isEqualTo(1);
    }

    @Test
    default void resultOfElsewhereIsTakenAlthoughTheOwnerHasDied() {
        AtomicReference<TestEngine> dying = new AtomicReference<>();
        CompletableFuture<Void> scheduled = new CompletableFuture<>();
        far(
                "far",
                transactions().beforeCommit(() -> {
                    scheduled.join();
                    dying.get().crash();
                }),
                attempt -> {});
        dying.set(near("near"));
        WorkflowHandle<String> handle = book(dying.get());
        scheduled.complete(null);
        engines().until(() -> dying.get().hasCrashed());

        TestEngine near = near("near");

        assertThat(near.workflow(handle.workflowId()).result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("seat of attempt 1");
        assertThat(seatsTaken()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    default void resultOfElsewhereIsNotLostWhenTheDatabaseGoesAwayAsTheOwnerTakesIt(int failing) {
        assertIsTakenAlthough(failing, new StoreUnavailableException("connection lost", false, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    default void resultOfElsewhereIsNotLostWhenTheOwnerCannotReadAsItTakesIt(int failing) {
        assertIsTakenAlthough(failing, new DurableException(ErrorCode.STORE_FAILED, "A row cannot be read."));
    }

    /** One of the reads of the owner fails, once the result has been stored. */
    private void assertIsTakenAlthough(int failing, DurableException trouble) {
        AtomicInteger reads = new AtomicInteger(Integer.MIN_VALUE);
        TestEngine near = near("near");
        near.store().probe(new StoreProbe() {
            @Override
            public void before(StoreOperation operation) {
                if (operation == StoreOperation.READ && reads.incrementAndGet() == failing) {
                    throw trouble;
                }
            }
        });
        far("far", transactions().beforeCommit(() -> reads.set(0)), attempt -> {});

        assertThat(book(near).result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 1");

        assertThat(reads.get()).as("reads of the owner").isGreaterThanOrEqualTo(failing);
        assertThat(seatsTaken()).isEqualTo(1);
    }

    @Test
    default void unknownOutcomeElsewhereOfACommitIsFoundOut() {
        TestEngine near = near("near");
        far(
                "far",
                transactions().afterCommit(() -> {
                    throw new StoreUnavailableException("connection lost", true, null);
                }),
                attempt -> {});

        assertThat(book(near).result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 1");

        assertThat(seatsTaken()).isEqualTo(1);
    }

    @Test
    default void unknownOutcomeElsewhereOfARollbackIsAFailedAttempt() {
        TestEngine near = near("near");
        far(
                "far",
                transactions().beforeCommit(() -> {
                    throw new StoreUnavailableException("connection lost", true, null);
                }),
                attempt -> {});

        assertThat(book(near).result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 2");

        assertThat(seatsTaken()).isEqualTo(1);
    }

    @Test
    default void attemptElsewhereWhoseClaimIsLostRollsBack() {
        Gate gate = new Gate();
        TestEngine near = near("near");
        TestEngine paused = far("paused", transactions().beforeResult(gate), attempt -> {});
        WorkflowHandle<String> handle = book(near);
        engines().until(gate::isReached);

        engines().store().deregisterNode(nodeOf("paused"));
        far("far", transactions(), attempt -> {});
        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 2");
        gate.open();
        paused.stop();

        assertThat(seatsTaken()).isEqualTo(1);
    }

    @Test
    default void attemptElsewhereWhoseClaimIsLostWhileItsOutcomeIsUnknownCountsAsLost() {
        CompletableFuture<WorkflowHandle<String>> handle = new CompletableFuture<>();
        Queue<AttemptOutcome> outcomes = new ConcurrentLinkedQueue<>();
        TestTransactions rolledBack = transactions().beforeCommit(() -> {
            throw new StoreUnavailableException("connection lost", true, null);
        });
        TestEngine near = near("near");
        TestEngine losing = far(
                "losing",
                (name, timeout, work, lastWord) -> {
                    try {
                        return rolledBack.execute(name, timeout, work, lastWord);
                    } catch (StoreUnavailableException e) {
                        engines().store().deregisterNode(nodeOf("losing"));
                        far("far", transactions(), attempt -> {});
                        // this thread may be interrupted when the claim is found to be lost
                        CompletableFuture.supplyAsync(() -> handle.join().result(EngineFixture.PATIENCE))
                                .join();
                        throw e;
                    }
                },
                attempt -> {},
                builder -> builder.observer(outcomesTo(outcomes)));
        handle.complete(book(near));

        engines().until(() -> !outcomes.isEmpty());

        assertThat(outcomes).containsExactly(AttemptOutcome.LOST);
        losing.stop();
        assertThat(seatsTaken()).isEqualTo(1);
    }

    @Test
    default void attemptElsewhereWhoseRunClosesBeforeItsCommitRollsBack() {
        AtomicReference<WorkflowHandle<String>> handle = new AtomicReference<>();
        CompletableFuture<Void> started = new CompletableFuture<>();
        CountDownLatch over = new CountDownLatch(1);
        TestEngine near = near("near");
        TestEngine far = far(
                "far",
                transactions().beforeResult(() -> {
                    started.join();
                    CompletableFuture.runAsync(() -> handle.get().terminate("enough"))
                            .join();
                    over.countDown();
                }),
                attempt -> {});
        handle.set(book(near));
        started.complete(null);

        assertThatExceptionOfType(WorkflowFailedException.class)
                .isThrownBy(() -> handle.get().result(EngineFixture.PATIENCE));

        Gate.awaitUninterruptibly(over);
        far.stop();
        assertThat(seatsTaken()).isZero();
    }

    @Test
    default void endFromOutsideThatComesBeforeTheCommitElsewhereRollsBack() {
        Gate gate = new Gate();
        TestEngine near = engines()
                .engine()
                .workflow(FarBooking.class, Inbox.class)
                .nodeName("near")
                .start();
        TestEngine far = far("far", transactions().beforeResult(gate), attempt -> {});
        WorkflowHandle<String> handle = book(near);
        engines().until(gate::isReached);

        near.engine().activityCompletionClient().complete("booking", 2, "seat of somebody else");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("seat of somebody else");
        gate.open();
        far.stop();
        assertThat(seatsTaken()).isZero();
    }

    @Test
    default void endFromOutsideIsRefusedWhereTheActivityIsKnownToBeTransactional() {
        Gate gate = new Gate();
        TestEngine near = near("near");
        far("far", transactions().beforeResult(gate), attempt -> {});
        WorkflowHandle<String> handle = book(near);
        engines().until(gate::isReached);

        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> near.engine().activityCompletionClient().complete("booking", 2, "other"))
                .withMessageContaining("DUR-3074");

        gate.open();
        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("seat of attempt 1");
    }

    @Test
    default void timeOfTheOwnerThatEndsDuringTheCommitElsewhereIsDecidedOnce() {
        TestEngine near = near("near");
        TestEngine far = far(
                "far", transactions().beforeCommit(() -> engines().time().skip(Duration.ofHours(2))), attempt -> {});
        WorkflowHandle<String> handle = book(near);

        engines().until(() -> handle.describe().summary().status() != WorkflowStatus.RUNNING);
        far.stop();

        boolean completed = handle.describe().summary().status() == WorkflowStatus.COMPLETED;
        assertThat(seatsTaken()).isEqualTo(completed ? 1 : 0);
    }

    /** A node that executes the workflow and not the activity. */
    private TestEngine near(String name) {
        return engines()
                .engine()
                .workflow(FarBooking.class, Inbox.class)
                .activityInContext(
                        Seats.class,
                        context -> new Seats(context, attempt -> {
                            throw new IllegalStateException("not on this node");
                        }))
                .configure(builder -> builder.transactions(transactions()))
                .nodeName(name)
                .start();
    }

    private static EngineObserver outcomesTo(Queue<AttemptOutcome> outcomes) {
        return new EngineObserver() {
            @Override
            public AttemptWatch attemptBegins(ActivityInfo attempt, Header header) {
                return (outcome, failure) -> outcomes.add(outcome);
            }
        };
    }

    private TestEngine far(String name, TestTransactions transactions, Consumer<Integer> inAttempt) {
        return far(name, transactions, inAttempt, builder -> {});
    }

    private TestEngine far(
            String name,
            BusinessTransactions transactions,
            Consumer<Integer> inAttempt,
            Consumer<DurableEngineBuilder> more) {
        AtomicReference<WorkflowClient> client = new AtomicReference<>();
        TestEngine engine = engines()
                .engine()
                .workflow(Inbox.class)
                .activityInContext(Seats.class, context -> Seats.startingRuns(context, client::get, "far", inAttempt))
                .configure(builder -> more.accept(builder.transactions(transactions)))
                .taskQueues("far")
                .nodeName(name)
                .start();
        client.set(engine.client());
        return engine;
    }

    private static WorkflowHandle<String> book(TestEngine near) {
        return near.client().newWorkflow(FarBooking.class).id("booking").start(FarBooking::run);
    }

    private UUID nodeOf(String name) {
        return engines().store().nodes().stream()
                .filter(node -> node.nodeName().equals(name))
                .map(StoredNode::nodeId)
                .findFirst()
                .orElseThrow();
    }

    /** Takes a seat on another node, and needs not know the class for that. */
    @Workflow
    class FarBooking {

        private final WorkflowContext workflow;

        FarBooking(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            return workflow.activity(
                    "Seats.take",
                    String.class,
                    ActivityOptions.NONE
                            .withTaskQueue("far")
                            .withStartToCloseTimeout(Duration.ofMinutes(10))
                            .withScheduleToCloseTimeout(Duration.ofHours(1))
                            .withRetry(new RetryOptions(Duration.ofMillis(20), null, null, null, null)));
        }
    }
}
