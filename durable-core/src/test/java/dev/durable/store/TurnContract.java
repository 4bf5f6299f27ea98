package dev.durable.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowStatus;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.TimerFired;
import dev.durable.store.StoreConflictException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@link TurnStore#commit} and {@link TurnStore#isCommitted}. */
interface TurnContract extends StoreUnderTest {

    @Test
    default void aStartedRunHasItsRowAndItsFirstEvents() {
        TestRun run = TestRun.ownedBy(aNode());

        store().commit(List.of(
                run.turn().starts().events(run.started(), run.timer(2)).write()));

        assertThat(row(run))
                .isEqualTo(new StoredRun(
                        run.runId(),
                        run.workflowId(),
                        "OrderWorkflow",
                        "default",
                        WorkflowStatus.RUNNING,
                        run.nodeId(),
                        null,
                        0,
                        run.startedAt(),
                        null,
                        null));
        assertThat(store().history(run.runId(), 0)).containsExactly(run.started(), run.timer(2));
    }

    @Test
    default void aRunMayStartWithoutAnOwnerForWhoeverClaimsIt() {
        Instant now = StoreUnderTest.now();
        TestRun run = TestRun.free(now);

        store().commit(List.of(run.start()));

        assertThat(row(run).owner()).isNull();
        assertThat(row(run).wakeAt()).isEqualTo(now);
    }

    @Test
    default void aRunMayStartAndCloseInOneTurn() {
        TestRun run = TestRun.ownedBy(aNode());

        store().commit(List.of(startAndClose(run)));

        assertThat(row(run).status()).isEqualTo(WorkflowStatus.FAILED);
        assertThat(row(run).closedAt()).isEqualTo(run.startedAt().plusSeconds(60));
        assertThat(row(run).owner()).isNull();
    }

    @Test
    default void aRunWithoutAnOwnerMayStartAndCloseInOneTurn() {
        TestRun run = TestRun.free(StoreUnderTest.now());

        store().commit(List.of(startAndClose(run)));

        assertThat(row(run).status()).isEqualTo(WorkflowStatus.FAILED);
        assertThat(row(run).wakeAt()).isNull();
    }

    @Test
    default void aClosedRunHasNeitherOwnerNorWakeUpTime() {
        TestRun run = aRunOwnedBy(aNode());

        store().commit(List.of(run.close(2)));

        assertThat(row(run).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(row(run).closedAt()).isEqualTo(run.startedAt().plusSeconds(60));
        assertThat(row(run).owner()).isNull();
        assertThat(row(run).wakeAt()).isNull();
    }

    @Test
    default void anOpenRunMayBePausedAndResumed() {
        TestRun run = aRunOwnedBy(aNode());

        store().commit(List.of(
                run.turn().events(run.timer(2)).status(WorkflowStatus.PAUSED).write()));
        assertThat(row(run).status()).isEqualTo(WorkflowStatus.PAUSED);
        assertThat(row(run).owner()).isEqualTo(run.nodeId());
        assertThat(row(run).closedAt()).isNull();

        store().commit(List.of(
                run.turn().events(run.timer(3)).status(WorkflowStatus.RUNNING).write()));
        assertThat(row(run).status()).isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    default void aPausedRunStaysSoUntilItIsResumed() {
        TestRun run = aRunOwnedBy(aNode());
        store().commit(List.of(
                run.turn().status(WorkflowStatus.PAUSED).write(),
                aRunOwnedBy(aNode()).append(2)));
        StoredMessage message = run.signal("cancel");
        add(run, message);

        store().commit(List.of(run.turn()
                .events(message.event().at(2, message.event().time()))
                .consumes(message)
                .write()));
        assertThat(row(run).status()).isEqualTo(WorkflowStatus.PAUSED);

        store().releaseRuns(run.nodeId(), List.of(new RunRelease(run.runId(), StoreUnderTest.now(), 0)));
        UUID next = aNode();
        assertThat(store().claimRuns(next, new HostedWork(Set.of("default"), Set.of("OrderWorkflow")), 10))
                .extracting(StoredRun::status)
                .containsExactly(WorkflowStatus.PAUSED);

        store().commit(List.of(run.writtenBy(next).close(3)));
        assertThat(row(run).status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    default void theStatusMayChangeWithMessagesInOneTurn() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage message = run.signal("pause");
        add(run, message);

        store().commit(List.of(run.turn()
                .events(message.event().at(2, message.event().time()))
                .consumes(message)
                .status(WorkflowStatus.PAUSED)
                .write()));

        assertThat(row(run).status()).isEqualTo(WorkflowStatus.PAUSED);
        assertThat(row(run).pendingMessages()).isZero();
        assertThat(row(run).wakeAt()).isNull();
    }

    @Test
    default void onlyTheOwnerChangesTheStatus() {
        TestRun run = aRunOwnedBy(aNode());

        Kind kind = conflictOf(run.writtenBy(aNode())
                .turn()
                .events(run.timer(2))
                .status(WorkflowStatus.PAUSED)
                .write());

        assertThat(kind).isEqualTo(Kind.OWNERSHIP_LOST);
        assertThat(row(run).status()).isEqualTo(WorkflowStatus.RUNNING);
        assertThat(store().lastEvent(run.runId())).contains(run.started());
    }

    /** No event tells of it, so that nothing else would stop a node that does not know that others have gone on. */
    @Test
    default void onlyTheOwnerStoresHowActivitiesStand() {
        TestRun run = aRunOwnedBy(aNode());
        ActivityTaskState ofOwner = ActivityTaskState.waiting(2, 3, run.startedAt(), null, null);
        store().commit(List.of(run.turn().task(ofOwner).write()));
        TestRun elsewhere = run.writtenBy(aNode());
        ActivityTaskState outdated = ActivityTaskState.waiting(2, 2, run.startedAt(), null, null);

        Kind alone = conflictOf(elsewhere.turn().task(outdated).write());
        Kind withEvent =
                conflictOf(elsewhere.turn().events(run.timer(2)).task(outdated).write());

        assertThat(List.of(alone, withEvent)).containsOnly(Kind.OWNERSHIP_LOST);
        assertThat(store().activityTasks(run.runId())).containsExactly(ofOwner);
        assertThat(row(run).owner()).isEqualTo(run.nodeId());
        assertThat(row(run).wakeAt()).isNull();
    }

    /** What the owner has left to whichever node takes it would be gone with the row, and the owner wait for its end for ever. */
    @Test
    default void onlyTheOwnerEndsActivitiesOfWhichItIsStoredHowTheyStand() {
        TestRun run = aRunOwnedBy(aNode());
        ActivityTaskState ofOwner = ActivityTaskState.waiting(2, 2, run.startedAt(), null, null);
        store().commit(List.of(run.turn().task(ofOwner).write()));

        Kind kind = conflictOf(run.writtenBy(aNode())
                .turn()
                .events(run.timerFired(2))
                .endsTask(2)
                .write());

        assertThat(kind).isEqualTo(Kind.OWNERSHIP_LOST);
        assertThat(store().activityTasks(run.runId())).containsExactly(ofOwner);
        assertThat(store().lastEvent(run.runId())).contains(run.started());
    }

    @Test
    default void aTurnOfNothingButAStatusIsCommittedIfTheRunHasIt() {
        TestRun run = aRunOwnedBy(aNode());
        TurnWrite turn = run.turn().status(WorkflowStatus.PAUSED).write();

        assertThat(store().isCommitted(turn)).isFalse();
        store().commit(List.of(turn));
        assertThat(store().isCommitted(turn)).isTrue();
    }

    @Test
    default void everyTypeOfEventComesBackAsItWas() {
        TestRun run = TestRun.ownedBy(aNode());
        List<HistoryEvent> events = EventSamples.all(run.startedAt());

        store().commit(List.of(
                run.turn().starts().events(events.toArray(HistoryEvent[]::new)).write()));

        assertThat(events).extracting(HistoryEvent::type).containsExactlyInAnyOrder(EventType.values());
        assertThat(store().history(run.runId(), 0)).isEqualTo(events);
    }

    @Test
    default void turnsOfDifferentRunsAreCommittedTogether() {
        UUID node = aNode();
        TestRun going = aRunOwnedBy(node);
        TestRun closing = aRunOwnedBy(node);
        TestRun starting = TestRun.ownedBy(node);
        TestRun passing = TestRun.ownedBy(node);

        store().commit(List.of(going.append(2), closing.close(2), starting.start(), startAndClose(passing)));

        assertThat(store().lastEvent(going.runId())).contains(going.timer(2));
        assertThat(row(closing).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(row(starting).status()).isEqualTo(WorkflowStatus.RUNNING);
        assertThat(row(passing).status()).isEqualTo(WorkflowStatus.FAILED);
    }

    @Test
    default void oneConflictUndoesAllTurnsOfTheCommit() {
        UUID node = aNode();
        TestRun fenced = aRunOwnedBy(node);
        TestRun going = aRunOwnedBy(node);
        TestRun closing = aRunOwnedBy(node);
        TestRun starting = TestRun.ownedBy(node);

        Kind kind = conflictOf(starting.start(), going.append(2), closing.close(2), fenced.append(1));

        assertThat(kind).isEqualTo(Kind.UNSPECIFIED);
        assertThat(store().findRun(starting.runId())).isEmpty();
        assertThat(store().history(starting.runId(), 0)).isEmpty();
        assertThat(store().lastEvent(going.runId())).contains(going.started());
        assertThat(store().lastEvent(closing.runId())).contains(closing.started());
        assertThat(row(closing).status()).isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    default void aLateConflictUndoesEverythingToo() {
        UUID node = aNode();
        TestRun going = aRunOwnedBy(node);
        TestRun stolen = aRunOwnedBy(node);

        Kind kind =
                conflictOf(going.append(2), stolen.writtenBy(UUID.randomUUID()).close(2));

        assertThat(kind).isEqualTo(Kind.UNSPECIFIED);
        assertThat(store().lastEvent(going.runId())).contains(going.started());
        assertThat(store().lastEvent(stolen.runId())).contains(stolen.started());
    }

    @Test
    default void anEventIdThatExistsIsAConflict() {
        TestRun run = aRunOwnedBy(aNode());
        store().commit(List.of(run.append(2)));

        Kind kind =
                conflictOf(run.turn().events(run.timerFired(2), run.timer(3)).write());

        assertThat(kind).isEqualTo(Kind.OWNERSHIP_LOST);
        assertThat(store().history(run.runId(), 0)).containsExactly(run.started(), run.timer(2));
    }

    @Test
    default void aConflictAtTheLastEventLeavesNoEventBehind() {
        TestRun run = aRunOwnedBy(aNode());
        store().commit(List.of(run.append(3)));

        Kind kind =
                conflictOf(run.turn().events(run.timer(2), run.timerFired(3)).write());

        assertThat(kind).isEqualTo(Kind.OWNERSHIP_LOST);
        assertThat(store().history(run.runId(), 0)).containsExactly(run.started(), run.timer(3));
    }

    @Test
    default void closingARunOfAnotherOwnerIsAConflict() {
        TestRun run = aRunOwnedBy(aNode());

        Kind kind = conflictOf(run.writtenBy(aNode()).close(2));

        assertThat(kind).isEqualTo(Kind.OWNERSHIP_LOST);
        assertThat(row(run).status()).isEqualTo(WorkflowStatus.RUNNING);
        assertThat(store().lastEvent(run.runId())).contains(run.started());
    }

    @Test
    default void closingAClosedRunIsAConflict() {
        TestRun run = aRunOwnedBy(aNode());
        store().commit(List.of(run.close(2)));

        assertThat(conflictOf(run.close(3))).isEqualTo(Kind.OWNERSHIP_LOST);
        assertThat(store().lastEvent(run.runId())).contains(run.completed(2));
    }

    @Test
    default void closingARunThatWasGivenUpIsAConflict() {
        TestRun run = aRunOwnedBy(aNode());
        store().releaseRuns(run.nodeId(), List.of(new RunRelease(run.runId(), null, 0)));

        assertThat(conflictOf(run.close(2))).isEqualTo(Kind.OWNERSHIP_LOST);
    }

    @Test
    default void closingARunThatDoesNotExistIsAConflict() {
        TestRun missing = TestRun.ownedBy(aNode());

        assertThat(conflictOf(missing.close(2))).isEqualTo(Kind.OWNERSHIP_LOST);
        assertThat(store().findRun(missing.runId())).isEmpty();
        assertThat(store().history(missing.runId(), 0)).isEmpty();
    }

    @Test
    default void oneRunThatDoesNotExistUndoesAllTurnsOfTheCommit() {
        UUID node = aNode();
        TestRun going = aRunOwnedBy(node);
        TestRun closing = aRunOwnedBy(node);
        TestRun missing = TestRun.ownedBy(node);

        assertThat(conflictOf(going.append(2), closing.close(2), missing.close(2)))
                .isEqualTo(Kind.UNSPECIFIED);
        assertThat(store().findRun(missing.runId())).isEmpty();
        assertThat(store().lastEvent(going.runId())).contains(going.started());
        assertThat(row(closing).status()).isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    default void aWorkflowIdOfAnOpenRunIsTaken() {
        TestRun open = aRunOwnedBy(aNode());
        TestRun second = TestRun.ownedBy(open.nodeId()).withWorkflowId(open.workflowId());

        Kind kind = conflictOf(second.start());

        assertThat(kind).isEqualTo(Kind.WORKFLOW_ID_TAKEN);
        assertThat(store().findRun(second.runId())).isEmpty();
        assertThat(store().history(second.runId(), 0)).isEmpty();
    }

    @Test
    default void aWorkflowIdIsTakenForARunThatClosesAtOnceToo() {
        TestRun open = aRunOwnedBy(aNode());
        TestRun second = TestRun.ownedBy(open.nodeId()).withWorkflowId(open.workflowId());

        assertThat(conflictOf(startAndClose(second))).isEqualTo(Kind.WORKFLOW_ID_TAKEN);
        assertThat(store().findRun(second.runId())).isEmpty();
    }

    @Test
    default void twoRunsOfOneWorkflowIdCannotStartInOneCommit() {
        TestRun first = TestRun.ownedBy(aNode());
        TestRun second = TestRun.ownedBy(first.nodeId()).withWorkflowId(first.workflowId());

        assertThat(conflictOf(first.start(), second.start())).isEqualTo(Kind.UNSPECIFIED);
        assertThat(store().findRun(first.workflowId())).isEmpty();
    }

    @Test
    default void workflowIdsDifferInCaseAndInSpaces() {
        UUID node = aNode();
        TestRun run = aRunOwnedBy(node);

        store().commit(List.of(
                TestRun.ownedBy(node)
                        .withWorkflowId(run.workflowId().toUpperCase(Locale.ROOT))
                        .start(),
                TestRun.ownedBy(node).withWorkflowId(run.workflowId() + " ").start()));

        assertThat(store().findRun(run.workflowId())).map(StoredRun::runId).contains(run.runId());
    }

    @Test
    default void aWorkflowIdMayBeUsedAgainAfterItsRunHasClosed() {
        TestRun first = aRunOwnedBy(aNode());
        store().commit(List.of(first.close(2)));
        TestRun second = TestRun.ownedBy(first.nodeId()).withWorkflowId(first.workflowId());

        store().commit(List.of(second.start()));
        store().commit(List.of(second.close(2)));
        TestRun third = TestRun.ownedBy(first.nodeId()).withWorkflowId(first.workflowId());
        store().commit(List.of(third.start()));

        assertThat(store().findRun(first.workflowId())).map(StoredRun::runId).contains(third.runId());
    }

    @Test
    default void aTurnIsCommittedIfItsLastEventIsStored() {
        TestRun run = aRunOwnedBy(aNode());
        TurnWrite turn = run.turn().events(run.timer(2), run.timer(3)).write();

        assertThat(store().isCommitted(turn)).isFalse();
        store().commit(List.of(turn));

        assertThat(store().isCommitted(turn)).isTrue();
        assertThat(store().isCommitted(run.start())).isTrue();
        assertThat(store().isCommitted(TestRun.ownedBy(run.nodeId()).start())).isFalse();
    }

    @Test
    default void aTurnIsNotCommittedIfItsLastEventDiffersInAnything() {
        TestRun run = aRunOwnedBy(aNode());
        TimerFired stored = new TimerFired(2, run.startedAt(), 7);
        store().commit(List.of(run.turn().events(stored).write()));

        List<HistoryEvent> others = Arrays.asList(
                new TimerFired(2, run.startedAt().plus(Duration.ofNanos(1000)), 7),
                new TimerFired(2, run.startedAt(), 8),
                run.timer(2));

        assertThat(others)
                .noneMatch(event -> store().isCommitted(run.turn().events(event).write()));
        assertThat(store().isCommitted(run.turn().events(stored).write())).isTrue();
    }

    /** The first step of a run that was stored before follows from its start alone, so that all nodes make the same of it. */
    @Test
    default void aFirstStepThatTheNextOwnerHasMadeAlikeIsNotCommitted() {
        UUID node = aNode();
        UUID next = aNode();
        TestRun run = aRunOwnedBy(node);
        TurnWrite step = run.turn().events(run.timer(2)).write();
        store().deregisterNode(node);
        assertThat(store().claimRun(next, run.runId())).isPresent();
        store().commit(List.of(run.writtenBy(next).turn().events(run.timer(2)).write()));

        assertThat(store().isCommitted(step)).isFalse();
        assertThat(store().isCommitted(
                                run.writtenBy(next).turn().events(run.timer(2)).write()))
                .isTrue();
    }

    /** Otherwise its owner, who makes the same of it, would take the step for its own when the answer to the commit is lost, and both would act on it. */
    @Test
    default void aFirstStepOfANodeThatHasLostTheRunIsRefused() {
        UUID node = aNode();
        UUID next = aNode();
        TestRun run = aRunOwnedBy(node);
        TurnWrite step = run.turn().events(run.timer(2)).write();
        TurnWrite nextStep = run.writtenBy(next).turn().events(run.timer(2)).write();
        store().deregisterNode(node);
        assertThat(store().claimRun(next, run.runId())).isPresent();

        assertThat(conflictOf(step)).isEqualTo(Kind.OWNERSHIP_LOST);
        assertThat(store().isCommitted(nextStep)).isFalse();

        store().commit(List.of(nextStep));
        assertThat(store().isCommitted(nextStep)).isTrue();
    }

    /** A turn that does it all. */
    static TurnWrite startAndClose(TestRun run) {
        return run.turn()
                .starts()
                .events(run.started(), run.completed(2))
                .closes(WorkflowStatus.FAILED)
                .write();
    }
}
