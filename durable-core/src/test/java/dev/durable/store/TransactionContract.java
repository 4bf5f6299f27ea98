package dev.durable.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.client.WorkflowFilter;
import dev.durable.store.StoreConflictException.Kind;
import dev.durable.store.StoreTransaction.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** {@link TurnStore#currentTransaction} and what takes part in the caller's transaction. */
interface TransactionContract extends StoreUnderTest {

    /** Undoes a transaction. */
    final class Undo extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    default void thereIsNoTransactionOutsideOfOne() {
        assertThat(store().currentTransaction()).isEmpty();

        inTransaction(() -> assertThat(store().currentTransaction()).isPresent());

        assertThat(store().currentTransaction()).isEmpty();
    }

    @Test
    default void aTurnIsWrittenAtOnceButSeenByOthersAfterTheCommit() {
        TestRun run = TestRun.ownedBy(aNode());

        inTransaction(() -> {
            transaction().write(run.start());

            assertThat(store().findRun(run.runId())).isPresent();
            assertThat(store().findRun(run.workflowId())).isPresent();
            assertThat(store().history(run.runId(), 0)).containsExactly(run.started());
            assertThat(store().list(WorkflowFilter.ALL).workflows()).hasSize(1);
            assertThat(elsewhere(() -> store().findRun(run.runId()))).isEmpty();
            assertThat(elsewhere(() -> store().history(run.runId(), 0))).isEmpty();
        });

        assertThat(store().findRun(run.runId())).isPresent();
        assertThat(store().isCommitted(run.start())).isTrue();
    }

    @Test
    default void aTurnIsUndoneWithTheTransaction() {
        TestRun run = TestRun.ownedBy(aNode());
        TestRun going = aRunOwnedBy(run.nodeId());

        rollingBack(() -> {
            transaction().write(run.start());
            transaction().write(going.close(2));
            assertThat(store().isCommitted(run.start())).isFalse();
        });

        assertThat(store().findRun(run.runId())).isEmpty();
        assertThat(store().lastEvent(going.runId())).contains(going.started());
        assertThat(row(going).closedAt()).isNull();
    }

    @Test
    default void aTakenWorkflowIdLeavesTheTransactionUsable() {
        TestRun open = aRunOwnedBy(aNode());
        TestRun second = TestRun.ownedBy(open.nodeId()).withWorkflowId(open.workflowId());
        TestRun other = TestRun.ownedBy(open.nodeId());

        inTransaction(() -> {
            assertConflict(Kind.WORKFLOW_ID_TAKEN, () -> transaction().write(second.start()));
            transaction().write(other.start());
        });

        assertThat(store().findRun(other.runId())).isPresent();
        assertThat(store().findRun(second.runId())).isEmpty();
        assertThat(store().history(second.runId(), 0)).isEmpty();
    }

    @Test
    default void theFencesHoldInATransactionToo() {
        TestRun run = aRunOwnedBy(aNode());
        store().addMessage(
                        run.runId(),
                        run.signal("a").messageId(),
                        run.signal("a").event());

        rollingBack(
                () -> assertConflict(Kind.OWNERSHIP_LOST, () -> transaction().write(run.append(1))));
        rollingBack(
                () -> assertConflict(Kind.MESSAGES_PENDING, () -> transaction().write(run.close(2))));
        rollingBack(() -> assertConflict(
                Kind.OWNERSHIP_LOST,
                () -> transaction().write(run.writtenBy(aNode()).close(2))));

        TestRun missing = TestRun.ownedBy(run.nodeId());
        rollingBack(
                () -> assertConflict(Kind.OWNERSHIP_LOST, () -> transaction().write(missing.close(2))));

        assertThat(store().lastEvent(run.runId())).contains(run.started());
        assertThat(store().findRun(missing.runId())).isEmpty();
    }

    @Test
    default void committingTurnsTakesNoPartInTheTransaction() {
        TestRun run = TestRun.ownedBy(aNode());

        rollingBack(() -> store().commit(List.of(run.start())));

        assertThat(store().findRun(run.runId())).isPresent();
    }

    @Test
    default void theOutcomeIsToldAfterTheEnd() {
        List<Outcome> outcomes = new ArrayList<>();

        inTransaction(() -> {
            transaction().afterCompletion(outcomes::add);
            assertThat(outcomes).isEmpty();
        });
        rollingBack(() -> transaction().afterCompletion(outcomes::add));

        assertThat(outcomes).containsExactly(Outcome.COMMITTED, Outcome.ROLLED_BACK);
    }

    @Test
    default void whatWasCommittedIsVisibleWhenTheOutcomeIsTold() {
        TestRun run = TestRun.ownedBy(aNode());
        List<Boolean> seen = new ArrayList<>();

        inTransaction(() -> {
            transaction().write(run.start());
            transaction().afterCompletion(outcome -> seen.add(store().isCommitted(run.start())));
        });

        assertThat(seen).containsExactly(true);
    }

    @Test
    default void aMessageIsStoredWhenTheTransactionCommits() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage first = run.signal("cancel");

        inTransaction(() -> {
            StoredRun found = store().addMessage(run.runId(), first.messageId(), first.event());
            assertThat(found.owner()).isEqualTo(run.nodeId());
            // Nobody is kept waiting by a transaction that takes its time.
            elsewhere(() -> store().addMessage(
                            run.runId(),
                            run.signal("b").messageId(),
                            run.signal("b").event()));
        });

        assertThat(store().messages(run.runId())).hasSize(2).contains(first);
        assertThat(row(run).pendingMessages()).isEqualTo(2);
        assertThat(store().ownedRunsWithMessages(run.nodeId(), 10)).containsExactly(run.runId());
    }

    @Test
    default void aMessageIsUndoneWithTheTransaction() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage message = run.signal("cancel");

        rollingBack(() -> store().addMessage(run.runId(), message.messageId(), message.event()));

        assertThat(store().messages(run.runId())).isEmpty();
        assertThat(row(run).pendingMessages()).isZero();
    }

    @Test
    default void aMessageMayFollowTheStartInOneTransaction() {
        TestRun run = TestRun.ownedBy(aNode());
        StoredMessage message = run.signal("cancel");

        inTransaction(() -> {
            transaction().write(run.start());
            store().addMessage(run.runId(), message.messageId(), message.event());
        });

        assertThat(store().messages(run.runId())).containsExactly(message);
        assertThat(row(run).pendingMessages()).isEqualTo(1);
    }

    @Test
    default void aMessageForARunThatIsNotOpenIsRefusedAtOnce() {
        TestRun closed = aRunOwnedBy(aNode());
        store().commit(List.of(closed.close(2)));
        StoredMessage message = closed.signal("cancel");

        inTransaction(() -> assertConflict(
                Kind.RUN_NOT_OPEN, () -> store().addMessage(closed.runId(), message.messageId(), message.event())));
    }

    @Test
    default void theTransactionFailsIfTheRunClosesBeforeItCommits() {
        TestRun run = aRunOwnedBy(aNode());
        TestRun other = TestRun.ownedBy(run.nodeId());
        StoredMessage message = run.signal("cancel");

        assertConflict(
                Kind.RUN_NOT_OPEN,
                () -> inTransaction(() -> {
                    transaction().write(other.start());
                    store().addMessage(run.runId(), message.messageId(), message.event());
                    elsewhere(() -> {
                        store().commit(List.of(run.close(2)));
                        return run;
                    });
                }));

        assertThat(store().findRun(other.runId())).isEmpty();
        assertThat(store().messages(run.runId())).isEmpty();
    }

    private StoreTransaction transaction() {
        return store().currentTransaction().orElseThrow();
    }

    /** On another thread, which is in no transaction. */
    private static <T> T elsewhere(Supplier<T> call) {
        try {
            return CompletableFuture.supplyAsync(call).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertConflict(Kind kind, Runnable call) {
        assertThatExceptionOfType(StoreConflictException.class)
                .isThrownBy(call::run)
                .extracting(StoreConflictException::kind)
                .isEqualTo(kind);
    }
}
