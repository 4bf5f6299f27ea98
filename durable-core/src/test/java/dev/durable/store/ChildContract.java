package dev.durable.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowStatus;
import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchAttributes;
import dev.durable.store.OutgoingMessage.Receiver;
import dev.durable.store.StoreConflictException.Kind;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@link TurnOutput#children}. */
interface ChildContract extends StoreUnderTest {

    @Test
    default void aChildBeginsWithTheTurnOfItsParent() {
        TestRun parent = aRunOwnedBy(aNode());
        TestRun child = TestRun.ownedBy(parent.nodeId());

        CommitResult result = store().commit(List.of(begin(parent, child)));

        assertThat(result).isEqualTo(CommitResult.COMPLETE);
        assertThat(store().lastEvent(parent.runId())).contains(parent.timer(2));
        assertThat(store().history(child.runId(), 0)).containsExactly(child.started());
        assertThat(row(child).owner()).isEqualTo(child.nodeId());
        assertThat(row(child).status()).isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    default void aChildMayBeginForWhoeverClaimsIt() {
        TestRun parent = aRunOwnedBy(aNode());
        Instant now = StoreUnderTest.now();
        TestRun child = TestRun.free(now);

        store().commit(List.of(begin(parent, child)));

        assertThat(row(child).owner()).isNull();
        assertThat(row(child).wakeAt()).isEqualTo(now);
    }

    @Test
    default void aChildWhoseWorkflowIdIsTakenIsLeftOut() {
        TestRun parent = aRunOwnedBy(aNode());
        TestRun open = aRunOwnedBy(aNode());
        TestRun child = TestRun.ownedBy(parent.nodeId()).withWorkflowId(open.workflowId());
        TurnWrite start = child.turn()
                .starts()
                .events(child.started(), child.timer(2))
                .parks(child.signal("later"))
                .task(ActivityTaskState.waiting(2, 2, Instant.EPOCH, null, null))
                .searchAttributes(SearchAttributes.of(SearchAttributeKey.keyword("customer"), "ada"))
                .write();

        CommitResult result = store().commit(List.of(
                parent.turn().events(parent.timer(2)).begins(start).write()));

        assertThat(result).isEqualTo(refused(child.runId()));
        assertThat(store().lastEvent(parent.runId())).contains(parent.timer(2));
        assertThat(store().findRun(child.runId())).isEmpty();
        assertThat(store().history(child.runId(), 0)).isEmpty();
        assertThat(store().messages(child.runId())).isEmpty();
        assertThat(store().activityTasks(child.runId())).isEmpty();
        assertThat(row(open).status()).isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    default void childrenAreTakenAndLeftOutInOneCommitWithOtherTurns() {
        UUID node = aNode();
        TestRun parent = aRunOwnedBy(node);
        TestRun otherParent = aRunOwnedBy(node);
        TestRun open = aRunOwnedBy(node);
        TestRun going = aRunOwnedBy(node);
        TestRun closing = aRunOwnedBy(node);
        TestRun starting = TestRun.ownedBy(node);
        TestRun taken = TestRun.ownedBy(node).withWorkflowId(open.workflowId());
        TestRun alsoTaken = TestRun.ownedBy(node).withWorkflowId(starting.workflowId());
        TestRun first = TestRun.ownedBy(node);
        TestRun second = TestRun.ownedBy(node);
        TestRun third = TestRun.ownedBy(node);

        CommitResult result = store().commit(List.of(
                parent.turn()
                        .events(parent.timer(2))
                        .begins(first.start())
                        .begins(taken.start())
                        .begins(second.start())
                        .write(),
                starting.start(),
                going.append(2),
                otherParent
                        .turn()
                        .events(otherParent.timer(2))
                        .begins(alsoTaken.start())
                        .begins(third.start())
                        .write(),
                closing.close(2)));

        assertThat(result).isEqualTo(refused(taken.runId(), alsoTaken.runId()));
        assertThat(List.of(first, second, third, starting))
                .allSatisfy(run -> assertThat(store().history(run.runId(), 0)).containsExactly(run.started()));
        assertThat(List.of(taken, alsoTaken))
                .allSatisfy(run -> assertThat(store().history(run.runId(), 0)).isEmpty());
        assertThat(store().lastEvent(going.runId())).contains(going.timer(2));
        assertThat(row(closing).status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    default void ofTwoChildrenOfOneWorkflowIdOneIsTaken() {
        TestRun parent = aRunOwnedBy(aNode());
        TestRun first = TestRun.ownedBy(parent.nodeId());
        TestRun second = TestRun.ownedBy(parent.nodeId()).withWorkflowId(first.workflowId());

        CommitResult result = store().commit(List.of(parent.turn()
                .events(parent.timer(2))
                .begins(first.start())
                .begins(second.start())
                .write()));

        assertThat(result.refused()).hasSize(1);
        UUID taken = store().findRun(first.workflowId()).orElseThrow().runId();
        assertThat(result.refused()).doesNotContain(taken).isSubsetOf(first.runId(), second.runId());
        assertThat(store().history(taken, 0)).hasSize(1);
    }

    @Test
    default void aChildMayHaveMuchToWrite() {
        TestRun parent = aRunOwnedBy(aNode());
        TestRun child = TestRun.ownedBy(parent.nodeId());
        StoredMessage parked = child.signal("unknown");
        ActivityTaskState task = ActivityTaskState.waiting(2, 2, Instant.EPOCH, EventSamples.FAILURE, null)
                .asReleased();
        TurnWrite start = child.turn()
                .starts()
                .events(child.started(), child.timer(2), child.timer(3))
                .parks(parked)
                .task(task)
                .write();

        store().commit(List.of(
                parent.turn().events(parent.timer(2)).begins(start).write()));

        assertThat(store().history(child.runId(), 0)).hasSize(3);
        assertThat(store().messages(child.runId())).containsExactly(parked);
        assertThat(store().activityTasks(child.runId())).containsExactly(task);
        assertThat(row(child).pendingMessages()).isEqualTo(1);
        assertThat(row(child).wakeAt()).isNull();
    }

    @Test
    default void aChildMayBeginAndCloseAndTellItsParent() {
        TestRun parent = aRunOwnedBy(aNode());
        TestRun child = TestRun.ownedBy(parent.nodeId());
        StoredMessage report = parent.signal("done");
        TurnWrite start = child.turn()
                .starts(parent.runId(), WorkflowIdReusePolicy.ALLOW_DUPLICATE)
                .events(child.started(), child.completed(2))
                .closes(WorkflowStatus.COMPLETED)
                .sends(report, new Receiver.Parent(UUID.randomUUID()))
                .write();

        CommitResult result = store().commit(List.of(
                parent.turn().events(parent.timer(2)).begins(start).write()));

        assertThat(result).isEqualTo(CommitResult.COMPLETE);
        assertThat(row(child).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(store().messages(parent.runId())).containsExactly(report);
        assertThat(row(parent).pendingMessages()).isEqualTo(1);
    }

    @Test
    default void aRunThatStartsMayHaveChildren() {
        TestRun parent = TestRun.ownedBy(aNode());
        TestRun child = TestRun.ownedBy(parent.nodeId());
        TestRun grandchild = TestRun.ownedBy(parent.nodeId());
        TurnWrite start = child.turn()
                .starts()
                .events(child.started(), child.timer(2))
                .begins(grandchild.start())
                .write();

        store().commit(List.of(
                parent.turn().starts().events(parent.started()).begins(start).write()));

        assertThat(store().history(child.runId(), 0)).hasSize(2);
        assertThat(store().history(grandchild.runId(), 0)).containsExactly(grandchild.started());
    }

    @Test
    default void aConflictOfTheParentUndoesItsChildren() {
        TestRun parent = aRunOwnedBy(aNode());
        TestRun child = TestRun.ownedBy(parent.nodeId());

        Kind kind = conflictOf(
                parent.turn().events(parent.timer(1)).begins(child.start()).write());

        assertThat(kind).isEqualTo(Kind.OWNERSHIP_LOST);
        assertThat(store().findRun(child.runId())).isEmpty();
        assertThat(store().history(child.runId(), 0)).isEmpty();
    }

    @Test
    default void aConflictWithinAChildUndoesTheParentsTurn() {
        TestRun parent = aRunOwnedBy(aNode());
        TestRun child = TestRun.ownedBy(parent.nodeId());
        TurnWrite impossible = child.turn()
                .starts()
                .events(child.started(), child.timer(2), child.timerFired(2))
                .write();

        conflictOf(parent.turn().events(parent.timer(2)).begins(impossible).write());

        assertThat(store().lastEvent(parent.runId())).contains(parent.started());
        assertThat(store().findRun(child.runId())).isEmpty();
        assertThat(store().history(child.runId(), 0)).isEmpty();
    }

    @Test
    default void aChildIsWrittenInATransactionToo() {
        TestRun parent = aRunOwnedBy(aNode());
        TestRun open = aRunOwnedBy(parent.nodeId());
        TestRun child = TestRun.ownedBy(parent.nodeId());
        TestRun taken = TestRun.ownedBy(parent.nodeId()).withWorkflowId(open.workflowId());
        TestRun other = TestRun.ownedBy(parent.nodeId());

        inTransaction(() -> {
            StoreTransaction transaction = store().currentTransaction().orElseThrow();
            CommitResult result = transaction.write(parent.turn()
                    .events(parent.timer(2))
                    .begins(child.start())
                    .begins(taken.start())
                    .write());
            assertThat(result).isEqualTo(refused(taken.runId()));
            transaction.write(other.start());
        });

        assertThat(store().history(child.runId(), 0)).containsExactly(child.started());
        assertThat(store().findRun(taken.runId())).isEmpty();
        assertThat(store().findRun(other.runId())).isPresent();
    }

    @Test
    default void aTurnWithChildrenIsCommittedIfItsLastEventIsStored() {
        TestRun parent = aRunOwnedBy(aNode());
        TurnWrite turn = begin(parent, TestRun.ownedBy(parent.nodeId()));

        assertThat(store().isCommitted(turn)).isFalse();
        store().commit(List.of(turn));
        assertThat(store().isCommitted(turn)).isTrue();
    }

    private static TurnWrite begin(TestRun parent, TestRun child) {
        return parent.turn()
                .events(parent.timer(2))
                .begins(child.turn()
                        .starts(parent.runId(), WorkflowIdReusePolicy.ALLOW_DUPLICATE)
                        .events(child.started())
                        .write())
                .write();
    }

    private static CommitResult refused(UUID... ids) {
        return new CommitResult(true, Set.of(ids));
    }
}
