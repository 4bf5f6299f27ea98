package dev.durable.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.client.WorkflowStatus;
import dev.durable.store.StoreConflictException.Kind;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link NewRun#idReusePolicy}. */
interface IdReuseContract extends StoreUnderTest {

    @ParameterizedTest
    @EnumSource(WorkflowIdReusePolicy.class)
    default void aNewWorkflowIdMayBeUsed(WorkflowIdReusePolicy policy) {
        closed("another order", WorkflowStatus.COMPLETED, 30);
        TestRun run = TestRun.ownedBy(aNode());

        store().commit(List.of(start(run, policy)));

        assertThat(row(run).status()).isEqualTo(WorkflowStatus.RUNNING);
        assertThat(store().history(run.runId(), 0)).containsExactly(run.started());
    }

    @ParameterizedTest
    @EnumSource(WorkflowIdReusePolicy.class)
    default void aWorkflowIdOfAnOpenRunMayNotBeUsed(WorkflowIdReusePolicy policy) {
        TestRun open = aRunOwnedBy(aNode());
        TestRun run = next(open.workflowId());

        assertThat(conflictOf(start(run, policy))).isEqualTo(Kind.WORKFLOW_ID_TAKEN);
        assertThat(store().findRun(run.runId())).isEmpty();
        assertThat(store().history(run.runId(), 0)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = WorkflowStatus.class,
            names = {"COMPLETED", "FAILED", "CANCELED", "TERMINATED", "TIMED_OUT"})
    default void aRejectedWorkflowIdIsThatOfAnyClosedRun(WorkflowStatus status) {
        closed("order-7", status, 30);
        TestRun run = next("order-7");

        assertThat(conflictOf(start(run, WorkflowIdReusePolicy.REJECT_DUPLICATE)))
                .isEqualTo(Kind.WORKFLOW_ID_TAKEN);

        assertThat(store().findRun(run.runId())).isEmpty();
        assertThat(store().history(run.runId(), 0)).isEmpty();
        store().commit(List.of(run.start()));
    }

    @ParameterizedTest
    @EnumSource(
            value = WorkflowStatus.class,
            names = {"FAILED", "CANCELED", "TERMINATED", "TIMED_OUT"})
    default void aWorkflowThatDidNotCompleteMayBeTriedAgain(WorkflowStatus status) {
        closed("order-7", WorkflowStatus.COMPLETED, 60);
        closed("order-7", status, 30);
        TestRun run = next("order-7");

        store().commit(List.of(start(run, WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY)));

        assertThat(row(run).status()).isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    default void aWorkflowThatCompletedMayNotBeTriedAgain() {
        closed("order-7", WorkflowStatus.FAILED, 60);
        closed("order-7", WorkflowStatus.COMPLETED, 30);
        TestRun run = next("order-7");

        assertThat(conflictOf(start(run, WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY)))
                .isEqualTo(Kind.WORKFLOW_ID_TAKEN);
        assertThat(store().findRun(run.runId())).isEmpty();
    }

    @Test
    default void aChildIsLeftOutByItsPolicy() {
        closed("order-7", WorkflowStatus.COMPLETED, 30);
        closed("order-8", WorkflowStatus.FAILED, 30);
        TestRun parent = aRunOwnedBy(aNode());
        TestRun rejected = next("order-7");
        TestRun alsoRejected = next("order-8");
        TestRun again = TestRun.ownedBy(parent.nodeId());
        TestRun retried = next("order-8");

        CommitResult result = store().commit(List.of(parent.turn()
                .events(parent.timer(2))
                .begins(start(rejected, WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY))
                .begins(start(alsoRejected, WorkflowIdReusePolicy.REJECT_DUPLICATE))
                .begins(start(again, WorkflowIdReusePolicy.REJECT_DUPLICATE))
                .write()));

        assertThat(result).isEqualTo(new CommitResult(true, Set.of(rejected.runId(), alsoRejected.runId())));
        assertThat(store().findRun(rejected.runId())).isEmpty();
        assertThat(store().history(rejected.runId(), 0)).isEmpty();
        assertThat(store().history(again.runId(), 0)).hasSize(1);
        store().commit(List.of(start(retried, WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY)));
    }

    @Test
    default void aStartThatIsNotAllowedUndoesTheOtherTurnsOfItsCommit() {
        closed("order-7", WorkflowStatus.COMPLETED, 30);
        TestRun run = next("order-7");
        TestRun other = TestRun.ownedBy(aNode());
        TestRun going = aRunOwnedBy(other.nodeId());

        Kind kind = conflictOf(other.start(), going.append(2), start(run, WorkflowIdReusePolicy.REJECT_DUPLICATE));

        assertThat(kind).isEqualTo(Kind.UNSPECIFIED);
        assertThat(store().findRun(other.runId())).isEmpty();
        assertThat(store().lastEvent(going.runId())).contains(going.started());
    }

    @Test
    default void aStartThatIsNotAllowedLeavesTheTransactionUsable() {
        closed("order-7", WorkflowStatus.COMPLETED, 30);
        TestRun run = next("order-7");
        TestRun other = TestRun.ownedBy(aNode());

        inTransaction(() -> {
            StoreTransaction transaction = store().currentTransaction().orElseThrow();
            assertThatExceptionOfType(StoreConflictException.class)
                    .isThrownBy(() -> transaction.write(start(run, WorkflowIdReusePolicy.REJECT_DUPLICATE)))
                    .extracting(StoreConflictException::kind)
                    .isEqualTo(Kind.WORKFLOW_ID_TAKEN);
            transaction.write(other.start());
        });

        assertThat(store().findRun(run.runId())).isEmpty();
        assertThat(store().history(run.runId(), 0)).isEmpty();
        assertThat(store().findRun(other.runId())).isPresent();
    }

    /** Also if the first one has come and gone while the others were waiting for it. */
    @Test
    default void ofManyStartsAtTheSameTimeOneIsAllowed() throws Exception {
        UUID node = aNode();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 20; round++) {
                String workflowId = "order-" + round;
                List<Callable<Boolean>> starts = new ArrayList<>();
                IntStream.range(0, 4).forEach(i -> starts.add(() -> isStartedAndClosed(node, workflowId)));

                int started = 0;
                for (Future<Boolean> outcome : threads.invokeAll(starts)) {
                    started += outcome.get() ? 1 : 0;
                }

                assertThat(started).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean isStartedAndClosed(UUID node, String workflowId) {
        TestRun run = TestRun.ownedBy(node).withWorkflowId(workflowId);
        try {
            TurnWrite turn = run.turn()
                    .starts(null, WorkflowIdReusePolicy.REJECT_DUPLICATE)
                    .events(run.started(), run.completed(2))
                    .closes(WorkflowStatus.COMPLETED)
                    .write();
            StoreUnderTest.retrying(() -> store().commit(List.of(turn)));
            return true;
        } catch (StoreConflictException e) {
            assertThat(e.kind()).isEqualTo(Kind.WORKFLOW_ID_TAKEN);
            return false;
        }
    }

    private void closed(String workflowId, WorkflowStatus status, int secondsAgo) {
        TestRun run =
                TestRun.startedAt(StoreUnderTest.now().minusSeconds(secondsAgo)).withWorkflowId(workflowId);
        store().commit(List.of(run.turn()
                .starts()
                .events(run.started(), run.completed(2))
                .closes(status)
                .write()));
    }

    private static TestRun next(String workflowId) {
        return TestRun.ownedBy(UUID.randomUUID()).withWorkflowId(workflowId);
    }

    private static TurnWrite start(TestRun run, WorkflowIdReusePolicy policy) {
        return run.turn().starts(null, policy).events(run.started()).write();
    }
}
