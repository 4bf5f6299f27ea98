package dev.durable.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowStatus;
import dev.durable.history.ActivityTaskReported;
import dev.durable.history.EventType;
import dev.durable.history.InboundEvent;
import dev.durable.payload.Payload;
import dev.durable.store.OutgoingMessage.Receiver;
import dev.durable.store.StoreConflictException.Kind;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** {@link TurnOutput#successor}. */
interface SuccessorContract extends StoreUnderTest {

    @Test
    default void aRunGoesOnAsANewOneOfTheSameWorkflowId() {
        TestRun run = aRunOwnedBy(aNode());
        TestRun next = successorOf(run);

        CommitResult result = store().commit(List.of(continued(run, next.start())));

        assertThat(result).isEqualTo(CommitResult.COMPLETE);
        assertThat(row(run).status()).isEqualTo(WorkflowStatus.CONTINUED_AS_NEW);
        assertThat(row(run).closedAt()).isEqualTo(run.startedAt().plusSeconds(60));
        assertThat(row(run).owner()).isNull();
        assertThat(row(run).wakeAt()).isNull();
        assertThat(row(next).status()).isEqualTo(WorkflowStatus.RUNNING);
        assertThat(row(next).owner()).isEqualTo(next.nodeId());
        assertThat(row(next).wakeAt()).isNull();
        assertThat(store().findRun(run.workflowId())).map(StoredRun::runId).contains(next.runId());
        assertThat(store().lastEvent(run.runId())).contains(run.completed(2));
        assertThat(store().history(next.runId(), 0)).containsExactly(next.started());
    }

    @Test
    default void messagesThatWereNotConsumedGoWithIt() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage parked = run.signal("unknown");
        StoredMessage consumed = run.signal("cancel");
        StoredMessage unseen = run.signal("hurry");
        store().commit(List.of(run.turn().parks(parked).write()));
        add(run, consumed);
        add(run, unseen);
        TestRun next = successorOf(run);

        store().commit(List.of(run.turn()
                .events(consumed.event().at(2, consumed.event().time()), run.completed(3))
                .consumes(consumed)
                .continuesAs(next.start())
                .write()));

        assertThat(store().messages(run.runId())).isEmpty();
        assertThat(row(run).pendingMessages()).isZero();
        assertThat(store().messages(next.runId())).containsExactlyInAnyOrder(parked, unseen);
        assertThat(row(next).pendingMessages()).isEqualTo(2);
        assertThat(row(next).wakeAt()).isNotNull();
        assertThat(store().ownedRunsWithMessages(next.nodeId(), 10)).containsExactly(next.runId());
    }

    @Test
    default void aMessageThatWasParkedIsNotParkedAnyMore() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage parked = run.signal("unknown");
        store().commit(List.of(run.turn().parks(parked).write()));
        TestRun next = successorOf(run);
        store().commit(List.of(continued(run, next.start())));
        StoredMessage other = next.signal("hurry");
        add(next, other);

        store().commit(List.of(next.turn()
                .events(other.event().at(2, other.event().time()))
                .consumes(other)
                .write()));

        assertThat(row(next).pendingMessages()).isEqualTo(1);
        assertThat(store().ownedRunsWithMessages(next.nodeId(), 10)).containsExactly(next.runId());
    }

    /** Others are answers to the old run, whose event ids mean something else in the new one. */
    @Test
    default void onlyMessagesToTheWorkflowGoWithIt() {
        TestRun run = aRunOwnedBy(aNode());
        List<StoredMessage> messages = EventSamples.all(Instant.EPOCH).stream()
                .filter(InboundEvent.class::isInstance)
                .map(event -> ((InboundEvent) event).at(0, event.time()))
                .map(event -> new StoredMessage(run.signal("").messageId(), event))
                .toList();
        int half = messages.size() / 2;
        TestTurn parking = run.turn();
        messages.subList(0, half).forEach(parking::parks);
        store().commit(List.of(parking.write()));
        messages.subList(half, messages.size()).stream()
                .filter(message -> message.event().type() != EventType.ActivityTaskReported)
                .forEach(message -> add(run, message));
        TestRun next = successorOf(run);

        store().commit(List.of(continued(run, next.start())));

        assertThat(store().messages(run.runId())).isEmpty();
        assertThat(store().messages(next.runId()))
                .extracting(message -> message.event().type())
                .containsExactlyInAnyOrder(
                        EventType.WorkflowExecutionSignaled,
                        EventType.WorkflowExecutionUpdateAccepted,
                        EventType.WorkflowExecutionCancelRequested,
                        EventType.WorkflowExecutionTerminated,
                        EventType.WorkflowExecutionPaused,
                        EventType.WorkflowExecutionUnpaused);
        assertThat(row(next).pendingMessages()).isEqualTo(6);
    }

    /** It may be the result of a transaction that has committed, which must not be lost. */
    @Test
    default void aReportOfAnActivityHasToBeTakenBeforeTheRunGoesOn() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage report = new StoredMessage(
                run.signal("").messageId(), ActivityTaskReported.completed(Instant.EPOCH, 2, 1, Payload.NULL));
        add(run, report);
        TestRun next = successorOf(run);

        assertThat(conflictOf(continued(run, next.start()))).isEqualTo(Kind.MESSAGES_PENDING);

        assertThat(store().messages(run.runId())).containsExactly(report);
        assertThat(store().findRun(next.runId())).isEmpty();
    }

    @Test
    default void aRunWithNothingButAnswersLeavesItsSuccessorUndisturbed() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage fired = new StoredMessage(run.signal("").messageId(), (InboundEvent) run.timerFired(0));
        StoredMessage parked = new StoredMessage(run.signal("").messageId(), (InboundEvent) run.timerFired(0));
        store().commit(List.of(run.turn().parks(parked).write()));
        add(run, fired);
        TestRun next = successorOf(run);

        store().commit(List.of(continued(run, next.start())));

        assertThat(store().messages(run.runId())).isEmpty();
        assertThat(store().messages(next.runId())).isEmpty();
        assertThat(row(next).pendingMessages()).isZero();
        assertThat(store().ownedRunsWithMessages(next.nodeId(), 10)).isEmpty();
    }

    @Test
    default void aSuccessorMayBeginWithALongHistory() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage moved = run.signal("hurry");
        add(run, moved);
        TestRun next = successorOf(run);
        StoredMessage parked = next.signal("reapplied");
        ActivityTaskState task = ActivityTaskState.waiting(3, 4, Instant.EPOCH, EventSamples.FAILURE, null)
                .asReleased();

        store().commit(List.of(continued(
                run,
                next.turn()
                        .starts()
                        .events(next.started(), next.timer(2), next.timer(3), next.timerFired(4))
                        .parks(parked)
                        .task(task)
                        .write())));

        assertThat(store().history(next.runId(), 0)).hasSize(4);
        assertThat(store().activityTasks(next.runId())).containsExactly(task);
        assertThat(store().messages(next.runId())).containsExactlyInAnyOrder(moved, parked);
        assertThat(row(next).pendingMessages()).isEqualTo(2);
        assertThat(store().ownedRunsWithMessages(next.nodeId(), 10)).containsExactly(next.runId());
    }

    @Test
    default void aSuccessorMayBePaused() {
        TestRun run = aRunOwnedBy(aNode());
        TestRun next = successorOf(run);

        store().commit(List.of(continued(
                run,
                next.turn()
                        .starts()
                        .events(next.started())
                        .status(WorkflowStatus.PAUSED)
                        .write())));

        assertThat(row(next).status()).isEqualTo(WorkflowStatus.PAUSED);
    }

    @Test
    default void aMessageToTheWorkflowIdReachesTheSuccessor() {
        TestRun run = aRunOwnedBy(aNode());
        TestRun sender = aRunOwnedBy(run.nodeId());
        TestRun next = successorOf(run);
        StoredMessage ofItsOwn = next.signal("a");
        StoredMessage ofOther = next.signal("b");
        StoredMessage toTheOldRun = next.signal("c");

        CommitResult result = store().commit(List.of(
                run.turn()
                        .events(run.completed(2))
                        .continuesAs(next.start())
                        .sends(ofItsOwn, new Receiver.OpenRun(run.workflowId()))
                        .write(),
                sender.turn()
                        .events(sender.timer(2))
                        .sends(ofOther, new Receiver.OpenRun(run.workflowId()))
                        .sends(toTheOldRun, new Receiver.Run(run.runId()))
                        .write()));

        assertThat(result).isEqualTo(new CommitResult(true, Set.of(toTheOldRun.messageId())));
        assertThat(store().messages(next.runId())).containsExactlyInAnyOrder(ofItsOwn, ofOther);
        assertThat(row(next).pendingMessages()).isEqualTo(2);
    }

    @Test
    default void theParentOfARunIsTheParentOfItsSuccessorIfItSaysSo() {
        TestRun parent = aRunOwnedBy(aNode());
        TestRun child = TestRun.ownedBy(parent.nodeId());
        store().commit(List.of(child.turn()
                .starts(parent.runId(), WorkflowIdReusePolicy.ALLOW_DUPLICATE)
                .events(child.started())
                .write()));
        TestRun next = successorOf(child);
        store().commit(List.of(continued(
                child,
                next.turn()
                        .starts(parent.runId(), WorkflowIdReusePolicy.ALLOW_DUPLICATE)
                        .events(next.started())
                        .write())));
        StoredMessage report = parent.signal("done");

        store().commit(List.of(next.turn()
                .events(next.completed(2))
                .closes(WorkflowStatus.COMPLETED)
                .sends(report, new Receiver.Parent(UUID.randomUUID()))
                .write()));

        assertThat(store().messages(parent.runId())).containsExactly(report);
    }

    @Test
    default void aChildCannotTakeTheWorkflowIdFromASuccessor() {
        TestRun run = aRunOwnedBy(aNode());
        TestRun parent = aRunOwnedBy(run.nodeId());
        TestRun next = successorOf(run);
        TestRun child = TestRun.ownedBy(run.nodeId()).withWorkflowId(run.workflowId());
        TestRun ownChild = TestRun.ownedBy(run.nodeId()).withWorkflowId(run.workflowId());

        CommitResult result = store().commit(List.of(
                run.turn()
                        .events(run.completed(2))
                        .begins(ownChild.start())
                        .continuesAs(next.start())
                        .write(),
                parent.turn().events(parent.timer(2)).begins(child.start()).write()));

        assertThat(result).isEqualTo(new CommitResult(true, Set.of(child.runId(), ownChild.runId())));
        assertThat(row(next).status()).isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    default void manyRunsGoOnInOneCommit() {
        UUID node = aNode();
        List<TestRun> runs = List.of(aRunOwnedBy(node), aRunOwnedBy(node), aRunOwnedBy(node));
        StoredMessage message = runs.get(1).signal("hurry");
        add(runs.get(1), message);
        List<TestRun> successors =
                runs.stream().map(SuccessorContract::successorOf).toList();

        store().commit(List.of(
                continued(runs.get(0), successors.get(0).start()),
                continued(runs.get(1), successors.get(1).start()),
                continued(runs.get(2), successors.get(2).start())));

        assertThat(successors).extracting(next -> row(next).pendingMessages()).containsExactly(0, 1, 0);
        assertThat(store().ownedRunsWithMessages(node, 10))
                .containsExactly(successors.get(1).runId());
    }

    @Test
    default void aRunMayStartAndGoOnInOneTurn() {
        TestRun run = TestRun.ownedBy(aNode());
        TestRun next = successorOf(run);

        store().commit(List.of(run.turn()
                .starts()
                .events(run.started(), run.completed(2))
                .continuesAs(next.start())
                .write()));

        assertThat(row(run).status()).isEqualTo(WorkflowStatus.CONTINUED_AS_NEW);
        assertThat(row(next).status()).isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    default void onlyTheOwnerLetsARunGoOn() {
        TestRun run = aRunOwnedBy(aNode());
        add(run, run.signal("hurry"));
        TestRun next = successorOf(run);

        Kind kind = conflictOf(continued(run.writtenBy(aNode()), next.start()));

        assertThat(kind).isEqualTo(Kind.OWNERSHIP_LOST);
        assertThat(row(run).status()).isEqualTo(WorkflowStatus.RUNNING);
        assertThat(store().messages(run.runId())).hasSize(1);
        assertThat(store().findRun(next.runId())).isEmpty();
        assertThat(store().lastEvent(run.runId())).contains(run.started());
    }

    @Test
    default void aClosedRunDoesNotGoOn() {
        TestRun run = aRunOwnedBy(aNode());
        store().commit(List.of(run.close(2)));

        assertThat(conflictOf(continued(run, successorOf(run).start()))).isEqualTo(Kind.OWNERSHIP_LOST);
    }

    @Test
    default void aConflictWithinASuccessorUndoesTheClosing() {
        TestRun run = aRunOwnedBy(aNode());
        add(run, run.signal("hurry"));
        TestRun next = successorOf(run);
        TurnWrite impossible = next.turn()
                .starts()
                .events(next.started(), next.timer(2), next.timerFired(2))
                .write();

        conflictOf(continued(run, impossible));

        assertThat(row(run).status()).isEqualTo(WorkflowStatus.RUNNING);
        assertThat(store().messages(run.runId())).hasSize(1);
        assertThat(row(run).pendingMessages()).isEqualTo(1);
        assertThat(store().findRun(next.runId())).isEmpty();
    }

    @Test
    default void aSuccessorWhoseWorkflowIdIsTakenIsAConflict() {
        TestRun run = aRunOwnedBy(aNode());
        TestRun open = aRunOwnedBy(run.nodeId());
        TestRun next = TestRun.ownedBy(run.nodeId()).withWorkflowId(open.workflowId());

        assertThat(conflictOf(continued(run, next.start()))).isEqualTo(Kind.WORKFLOW_ID_TAKEN);
        assertThat(row(run).status()).isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    default void aRunGoesOnInATransactionToo() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage message = run.signal("hurry");
        add(run, message);
        TestRun next = successorOf(run);

        inTransaction(() -> store().currentTransaction().orElseThrow().write(continued(run, next.start())));

        assertThat(row(run).status()).isEqualTo(WorkflowStatus.CONTINUED_AS_NEW);
        assertThat(store().messages(next.runId())).containsExactly(message);
        assertThat(row(next).pendingMessages()).isEqualTo(1);
    }

    @Test
    default void aTurnWithASuccessorIsCommittedIfItsLastEventIsStored() {
        TestRun run = aRunOwnedBy(aNode());
        TurnWrite turn = continued(run, successorOf(run).start());

        assertThat(store().isCommitted(turn)).isFalse();
        store().commit(List.of(turn));
        assertThat(store().isCommitted(turn)).isTrue();
    }

    /** A message that is sent while the run goes on is never lost: it goes with the run, or its sender is told. */
    @Test
    default void aMessageThatRacesWithTheSuccessionIsMovedOrRefused() throws Exception {
        UUID node = aNode();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < 30; round++) {
                TestRun run = aRunOwnedBy(node);
                TestRun sender = aRunOwnedBy(node);
                TestRun next = successorOf(run);
                StoredMessage fromClient = run.signal("client");
                StoredMessage fromRun = run.signal("run");
                Callable<Boolean> adding = () -> isAdded(run, fromClient);
                Callable<Boolean> sending = () -> store().commit(List.of(sender.turn()
                                .events(sender.timer(2))
                                .sends(fromRun, new Receiver.OpenRun(run.workflowId()))
                                .write()))
                        .refused()
                        .isEmpty();
                Callable<Boolean> continuing = () -> store().commit(List.of(continued(run, next.start())))
                        .refused()
                        .isEmpty();

                List<Future<Boolean>> outcomes = threads.invokeAll(List.of(adding, sending, continuing));

                boolean added = outcomes.get(0).get();
                assertThat(outcomes.get(1).get())
                        .as("sent to the workflow id, which was open all the time")
                        .isTrue();
                assertThat(outcomes.get(2).get()).isTrue();
                assertThat(store().messages(run.runId())).isEmpty();
                assertThat(store().messages(next.runId()))
                        .hasSize(added ? 2 : 1)
                        .contains(fromRun);
                assertThat(row(next).pendingMessages()).isEqualTo(added ? 2 : 1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean isAdded(TestRun run, StoredMessage message) {
        try {
            add(run, message);
            return true;
        } catch (StoreConflictException e) {
            assertThat(e.kind()).isEqualTo(Kind.RUN_NOT_OPEN);
            return false;
        }
    }

    private static TestRun successorOf(TestRun run) {
        return TestRun.ownedBy(run.nodeId()).withWorkflowId(run.workflowId());
    }

    private static TurnWrite continued(TestRun run, TurnWrite successor) {
        return run.turn().events(run.completed(2)).continuesAs(successor).write();
    }
}
