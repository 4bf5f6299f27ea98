package dev.durable.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.durable.client.WorkflowStatus;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.payload.Payload;
import dev.durable.store.StoreConflictException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** {@link TurnStore#addMessage}, and what turns do with messages. */
interface MessageContract extends StoreUnderTest {

    @Test
    default void aMessageWaitsForItsRunAndMakesItDue() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage message = run.signal("cancel");

        add(run, message);

        assertThat(store().messages(run.runId())).containsExactly(message);
        assertThat(row(run).pendingMessages()).isEqualTo(1);
        assertThat(row(run).wakeAt())
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(1)),
                        Instant.now().plusSeconds(1));
        assertThat(store().ownedRunsWithMessages(run.nodeId(), 10)).containsExactly(run.runId());
    }

    @Test
    default void theSenderIsToldAboutTheRun() {
        TestRun run = aRunOwnedBy(aNode());
        StoredRun before = row(run);

        assertThat(add(run, run.signal("cancel"))).isEqualTo(before);
    }

    @Test
    default void messagesComeInTheOrderOfTheirIds() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage old = signalAt(run, Instant.parse("2026-11-22T10:00:00Z"));
        StoredMessage older = signalAt(run, Instant.parse("2026-11-22T09:00:00Z"));
        StoredMessage oldest = signalAt(run, Instant.parse("2004-11-22T09:00:00Z"));

        add(run, old);
        add(run, oldest);
        add(run, older);

        assertThat(store().messages(run.runId())).containsExactly(oldest, older, old);
        assertThat(row(run).pendingMessages()).isEqualTo(3);
    }

    @Test
    default void aFreeRunBecomesDueByAMessage() {
        TestRun run = TestRun.free(null);
        store().commit(List.of(run.start()));
        UUID node = aNode();
        assertThat(store().claimRuns(node, new HostedWork(Set.of("default"), Set.of("OrderWorkflow")), 10))
                .isEmpty();

        add(run, run.signal("cancel"));

        assertThat(store().claimRuns(node, new HostedWork(Set.of("default"), Set.of("OrderWorkflow")), 10))
                .extracting(StoredRun::runId, StoredRun::pendingMessages)
                .containsExactly(tuple(run.runId(), 1));
    }

    @Test
    default void aMessageForAMissingRunIsRefused() {
        assertRefused(() -> add(TestRun.ownedBy(aNode()), TestRun.free(null).signal("cancel")));
    }

    @Test
    default void aMessageForAClosedRunIsRefused() {
        TestRun run = aRunOwnedBy(aNode());
        store().commit(List.of(run.close(2)));

        assertRefused(() -> add(run, run.signal("cancel")));
        assertThat(store().messages(run.runId())).isEmpty();
    }

    @Test
    default void aConsumedMessageIsGone() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage message = run.signal("cancel");
        add(run, message);

        store().commit(List.of(consume(run, message)));

        assertThat(store().messages(run.runId())).isEmpty();
        assertThat(row(run).pendingMessages()).isZero();
        assertThat(row(run).wakeAt()).isNull();
        assertThat(store().lastEvent(run.runId())).contains(delivered(message));
        assertThat(store().ownedRunsWithMessages(run.nodeId(), 10)).isEmpty();
    }

    @Test
    default void aRunStaysDueWhileAMessageIsLeft() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage message = run.signal("cancel");
        add(run, message);
        add(run, run.signal("hurry"));

        store().commit(List.of(consume(run, message)));

        assertThat(row(run).pendingMessages()).isEqualTo(1);
        assertThat(store().ownedRunsWithMessages(run.nodeId(), 10)).containsExactly(run.runId());
    }

    @Test
    default void consumingAMessageThatIsGoneIsAConflict() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage message = run.signal("cancel");
        add(run, message);
        add(run, run.signal("hurry"));
        store().commit(List.of(consume(run, message)));

        TurnWrite again = run.turn().events(run.timer(3)).consumes(message).write();

        assertConflict(Kind.OWNERSHIP_LOST, again);
        assertThat(store().lastEvent(run.runId())).contains(delivered(message));
        assertThat(row(run).pendingMessages()).isEqualTo(1);
    }

    @Test
    default void consumingAMessageOfARunWithAnotherOwnerIsAConflict() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage message = run.signal("cancel");
        add(run, message);

        assertConflict(Kind.OWNERSHIP_LOST, consume(run.writtenBy(aNode()), message));
        assertThat(store().messages(run.runId())).containsExactly(message);
    }

    @Test
    default void closingWithMessagesThatWereNotSeenIsAConflict() {
        TestRun run = aRunOwnedBy(aNode());
        add(run, run.signal("cancel"));

        assertConflict(Kind.MESSAGES_PENDING, run.close(2));
        assertThat(row(run).status()).isEqualTo(WorkflowStatus.RUNNING);
        assertThat(store().lastEvent(run.runId())).contains(run.started());
    }

    @Test
    default void closingWithAllMessagesConsumedIsFine() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage message = run.signal("cancel");
        add(run, message);

        store().commit(List.of(run.turn()
                .events(delivered(message), run.completed(3))
                .consumes(message)
                .closes(WorkflowStatus.COMPLETED)
                .write()));

        assertThat(row(run).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(row(run).pendingMessages()).isZero();
    }

    @Test
    default void aParkedMessageIsKeptWithoutMakingTheRunDue() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage message = run.signal("unknown");

        store().commit(List.of(run.turn().events(run.timer(2)).parks(message).write()));

        assertThat(store().messages(run.runId())).containsExactly(message);
        assertThat(row(run).pendingMessages()).isEqualTo(1);
        assertThat(row(run).wakeAt()).isNull();
        assertThat(store().ownedRunsWithMessages(run.nodeId(), 10)).isEmpty();
    }

    @Test
    default void parkingAMessageForARunThatDoesNotExistIsAConflict() {
        TestRun missing = TestRun.ownedBy(aNode());
        StoredMessage message = missing.signal("unknown");

        assertConflict(Kind.OWNERSHIP_LOST, missing.turn().parks(message).write());
        assertThat(store().findRun(missing.runId())).isEmpty();
        assertThat(store().messages(missing.runId())).isEmpty();
    }

    @Test
    default void aStoredMessageCanBeParked() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage message = run.signal("unknown");
        add(run, message);
        TurnWrite turn = run.turn().consumes(message).parks(message).write();
        assertThat(store().isCommitted(turn)).isFalse();

        store().commit(List.of(turn));

        assertThat(store().isCommitted(turn)).isTrue();
        assertThat(store().messages(run.runId())).containsExactly(message);
        assertThat(row(run).pendingMessages()).isEqualTo(1);
        assertThat(store().ownedRunsWithMessages(run.nodeId(), 10)).isEmpty();
    }

    @Test
    default void aParkedMessageDoesNotHideANewOne() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage parked = run.signal("unknown");
        StoredMessage known = run.signal("cancel");
        StoredMessage unseen = run.signal("hurry");
        store().commit(List.of(run.turn().parks(parked).write()));
        add(run, known);
        add(run, unseen);

        store().commit(List.of(consume(run, known)));
        assertThat(store().ownedRunsWithMessages(run.nodeId(), 10)).containsExactly(run.runId());

        store().commit(List.of(run.turn().events(run.timer(3)).consumes(unseen).write()));
        assertThat(store().ownedRunsWithMessages(run.nodeId(), 10)).isEmpty();
        assertThat(row(run).pendingMessages()).isEqualTo(1);
    }

    @Test
    default void aParkedMessageCanBeConsumedLater() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage parked = run.signal("unknown");
        store().commit(List.of(run.turn().parks(parked).write()));
        StoredMessage other = run.signal("cancel");
        add(run, other);

        store().commit(List.of(
                run.turn().events(delivered(parked)).consumes(parked).write()));

        assertThat(store().messages(run.runId())).containsExactly(other);
        assertThat(store().ownedRunsWithMessages(run.nodeId(), 10)).containsExactly(run.runId());
    }

    @Test
    default void closingWithAParkedMessageThatIsNotConsumedIsAConflict() {
        TestRun run = aRunOwnedBy(aNode());
        store().commit(List.of(run.turn().parks(run.signal("unknown")).write()));

        assertConflict(Kind.MESSAGES_PENDING, run.close(2));
    }

    @Test
    default void aRunMayParkMessagesWhenItStarts() {
        TestRun run = TestRun.ownedBy(aNode());
        StoredMessage message = run.signal("unknown");

        store().commit(List.of(
                run.turn().starts().events(run.started()).parks(message).write()));
        assertThat(row(run).pendingMessages()).isEqualTo(1);

        store().commit(List.of(run.turn()
                .events(delivered(message), run.completed(3))
                .consumes(message)
                .closes(WorkflowStatus.COMPLETED)
                .write()));
        assertThat(row(run).pendingMessages()).isZero();
    }

    @Test
    default void aTurnWithoutEventsIsCommittedIfItsMessagesAreAsItLeavesThem() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage message = run.signal("cancel");
        StoredMessage parked = run.signal("unknown");
        add(run, message);
        TurnWrite turn = run.turn().consumes(message).parks(parked).write();

        assertThat(store().isCommitted(turn)).isFalse();
        store().commit(List.of(turn));
        assertThat(store().isCommitted(turn)).isTrue();
    }

    @Test
    default void aMessageIsDeliveredIfItIsStoredOrRecordedAsASignal() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage waiting = run.signal("a");
        StoredMessage recorded = signalWithRequestId(run);
        StoredMessage parked = run.signal("c");
        StoredMessage unknown = run.signal("d");
        add(run, waiting);
        add(run, recorded);
        store().commit(List.of(run.turn()
                .events(delivered(recorded))
                .consumes(recorded)
                .parks(parked)
                .write()));

        assertThat(List.of(waiting, recorded, parked))
                .allMatch(message -> store().isDelivered(run.workflowId(), message.messageId()));
        assertThat(store().isDelivered(run.workflowId(), unknown.messageId())).isFalse();
        assertThat(store().isDelivered("no such order", waiting.messageId())).isFalse();
        TestRun other = aRunOwnedBy(run.nodeId());
        assertThat(store().isDelivered(other.workflowId(), recorded.messageId()))
                .isFalse();
    }

    @Test
    default void aMessageIsDeliveredIfAnEarlierRunOfTheWorkflowHasRecordedIt() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage recorded = signalWithRequestId(run);
        add(run, recorded);
        store().commit(List.of(run.turn()
                .events(delivered(recorded), run.completed(3))
                .consumes(recorded)
                .closes(WorkflowStatus.COMPLETED)
                .write()));
        TestRun next = TestRun.ownedBy(run.nodeId()).withWorkflowId(run.workflowId());
        store().commit(List.of(next.start()));

        assertThat(store().isDelivered(run.workflowId(), recorded.messageId())).isTrue();
    }

    @Test
    default void anIdThatIsOnlyMentionedIsNotDelivered() {
        TestRun run = aRunOwnedBy(aNode());
        UUID mentioned = TestRun.runId(StoreUnderTest.now());
        store().commit(List.of(run.turn()
                .events(new WorkflowExecutionSignaled(
                        2, StoreUnderTest.now(), "note", List.of(Payload.json("\"" + mentioned + "\""))))
                .write()));

        assertThat(store().isDelivered(run.workflowId(), mentioned)).isFalse();
    }

    private static StoredMessage signalWithRequestId(TestRun run) {
        StoredMessage message = run.signal("cancel");
        WorkflowExecutionSignaled event = (WorkflowExecutionSignaled) message.event();
        return new StoredMessage(
                message.messageId(),
                new WorkflowExecutionSignaled(
                        0,
                        event.time(),
                        event.signalName(),
                        event.input(),
                        event.header(),
                        message.messageId().toString()));
    }

    private static TurnWrite consume(TestRun run, StoredMessage message) {
        return run.turn().events(delivered(message)).consumes(message).write();
    }

    private static HistoryEvent delivered(StoredMessage message) {
        return message.event().at(2, message.event().time());
    }

    private static StoredMessage signalAt(TestRun run, Instant time) {
        return new StoredMessage(TestRun.runId(time), new WorkflowExecutionSignaled(0, time, "cancel", List.of()));
    }

    private void assertConflict(Kind kind, TurnWrite turn) {
        assertThat(conflictOf(turn)).isEqualTo(kind);
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(StoreConflictException.class)
                .isThrownBy(call)
                .extracting(StoreConflictException::kind)
                .isEqualTo(Kind.RUN_NOT_OPEN);
    }
}
