package dev.durable.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.FailedAttempt;
import dev.durable.payload.Payload;
import dev.durable.store.ActivityTaskState.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@link RunReader} without its listing, and the side rows of turns. */
interface ReadingContract extends StoreUnderTest {

    Instant DUE = Instant.parse("2026-11-22T10:00:00.123456Z");

    @Test
    default void nothingIsKnownOfAMissingRun() {
        UUID missing = UUID.randomUUID();

        assertThat(store().findRun(missing)).isEmpty();
        assertThat(store().findRun("no such order")).isEmpty();
        assertThat(store().history(missing, 0)).isEmpty();
        assertThat(store().lastEvent(missing)).isEmpty();
        assertThat(store().messages(missing)).isEmpty();
        assertThat(store().activityTasks(missing)).isEmpty();
        assertThat(store().failedAttempts(missing, 10)).isEmpty();
    }

    @Test
    default void theOpenRunOfAWorkflowIdIsFoundAmongClosedOnes() {
        Instant now = StoreUnderTest.now();
        TestRun newerButClosed = closedAt("order-7", now.plusSeconds(60));
        TestRun open = TestRun.startedAt(now).withWorkflowId("order-7");
        store().commit(List.of(open.start()));

        assertThat(store().findRun("order-7")).map(StoredRun::runId).contains(open.runId());
        assertThat(store().findRun(newerButClosed.runId())).isPresent();
    }

    @Test
    default void theLatestRunOfAWorkflowIdIsFoundIfNoneIsOpen() {
        Instant now = StoreUnderTest.now();
        closedAt("order-7", now.minusSeconds(60));
        TestRun latest = closedAt("order-7", now);
        closedAt("order-7", now.minusSeconds(30));

        assertThat(store().findRun("order-7")).map(StoredRun::runId).contains(latest.runId());
    }

    @Test
    default void historyIsReadFromAnyPlaceInOrder() {
        TestRun run = aRunOwnedBy(aNode());
        store().commit(List.of(run.turn().events(run.timer(3), run.timer(2)).write()));
        store().commit(List.of(run.append(4)));
        aRunOwnedBy(run.nodeId());

        assertThat(store().history(run.runId(), 0))
                .containsExactly(run.started(), run.timer(2), run.timer(3), run.timer(4));
        assertThat(store().history(run.runId(), 2)).containsExactly(run.timer(3), run.timer(4));
        assertThat(store().history(run.runId(), 4)).isEmpty();
        assertThat(store().history(run.runId(), 1, 2)).containsExactly(run.timer(2), run.timer(3));
        assertThat(store().history(run.runId(), 2, 10)).containsExactly(run.timer(3), run.timer(4));
        assertThat(store().lastEvent(run.runId())).contains(run.timer(4));
    }

    @Test
    default void whatIsNeededOfManyRunsIsReadTogether() {
        UUID node = aNode();
        TestRun quiet = aRunOwnedBy(node);
        TestRun busy = aRunOwnedBy(node);
        TestRun longer = aRunOwnedBy(node);
        StoredMessage message = busy.signal("cancel");
        ActivityTaskState task = ActivityTaskState.waiting(2, 2, DUE, EventSamples.FAILURE, null);
        store().commit(List.of(
                busy.turn().events(busy.timer(2), busy.timer(3)).task(task).write(),
                longer.turn()
                        .events(longer.timer(2), longer.timer(3), longer.timer(4))
                        .write()));
        add(busy, message);

        List<RunSnapshot> snapshots =
                store().snapshots(List.of(quiet.runId(), busy.runId(), longer.runId(), UUID.randomUUID()), 3);

        assertThat(snapshots)
                .containsExactlyInAnyOrder(
                        new RunSnapshot(quiet.runId(), List.of(quiet.started()), List.of(), List.of()),
                        new RunSnapshot(
                                busy.runId(),
                                List.of(busy.started(), busy.timer(2), busy.timer(3)),
                                List.of(message),
                                List.of(task)));
        assertThat(store().snapshots(List.of(), 3)).isEmpty();
        assertThat(store().lastEventIds(List.of(quiet.runId(), busy.runId(), longer.runId(), UUID.randomUUID())))
                .isEqualTo(Map.of(quiet.runId(), 1, busy.runId(), 3, longer.runId(), 4));
        assertThat(store().lastEventIds(List.of())).isEmpty();
    }

    @Test
    default void activityTasksAreInsertedAndReplaced() {
        TestRun run = aRunOwnedBy(aNode());
        ActivityTaskState first = ActivityTaskState.waiting(2, 2, DUE, EventSamples.FAILURE, null);
        ActivityHeartbeat heartbeat = new ActivityHeartbeat(
                new Payload("AAE=", Map.of("encoding", "a=b&c", "key", "7 8")), DUE.minusSeconds(3));
        ActivityTaskState second = new ActivityTaskState(3, 1, Stage.OUTSIDE, DUE, null, heartbeat);
        store().commit(List.of(run.turn().task(first).task(second).write()));
        assertThat(store().activityTasks(run.runId())).containsExactly(first, second);

        ActivityTaskState next = new ActivityTaskState(
                2, 3, Stage.RELEASED, DUE.plusSeconds(5), null, new ActivityHeartbeat(Payload.NULL, DUE));
        store().commit(List.of(run.turn().task(next).write()));

        assertThat(store().activityTasks(run.runId())).containsExactly(next, second);
    }

    @Test
    default void theLastStateOfAnActivityInATurnCounts() {
        TestRun run = aRunOwnedBy(aNode());
        ActivityTaskState second = ActivityTaskState.waiting(2, 2, DUE, null, null);
        ActivityTaskState third = ActivityTaskState.waiting(2, 3, DUE, null, null);

        store().commit(List.of(run.turn().task(second).task(third).write()));

        assertThat(store().activityTasks(run.runId())).containsExactly(third);
    }

    @Test
    default void endedActivityTasksAreDeletedWhetherOrNotTheyExist() {
        TestRun run = aRunOwnedBy(aNode());
        ActivityTaskState kept = ActivityTaskState.waiting(3, 2, DUE, null, null);
        store().commit(List.of(run.turn()
                .task(ActivityTaskState.waiting(2, 2, DUE, null, null))
                .task(kept)
                .write()));

        store().commit(List.of(run.turn().endsTask(2).endsTask(17).write()));

        assertThat(store().activityTasks(run.runId())).containsExactly(kept);
    }

    @Test
    default void anActivityTaskThatEndsInTheSameTurnIsGone() {
        TestRun run = aRunOwnedBy(aNode());

        store().commit(List.of(run.turn()
                .task(ActivityTaskState.waiting(2, 2, DUE, null, null))
                .endsTask(2)
                .write()));

        assertThat(store().activityTasks(run.runId())).isEmpty();
    }

    @Test
    default void failedAttemptsComeNewestFirstUpToTheLimit() {
        TestRun run = aRunOwnedBy(aNode());
        FailedAttempt first = attempt(2, 1, DUE);
        FailedAttempt second = attempt(2, 2, DUE.plusSeconds(2));
        FailedAttempt ofCode = new FailedAttempt(0, 1, DUE.plusSeconds(1), null, EventSamples.failure("a bug"));
        store().commit(List.of(run.turn().fails(first).fails(second).write()));
        store().commit(List.of(run.turn().fails(ofCode).write()));

        assertThat(store().failedAttempts(run.runId(), 10)).containsExactly(second, ofCode, first);
        assertThat(store().failedAttempts(run.runId(), 2)).containsExactly(second, ofCode);
    }

    @Test
    default void aFailedAttemptThatExistsIsLeftAlone() {
        TestRun run = aRunOwnedBy(aNode());
        FailedAttempt stored = attempt(2, 1, DUE);
        store().commit(List.of(run.turn().fails(stored).write()));

        FailedAttempt next = attempt(2, 2, DUE.plusSeconds(1));
        store().commit(List.of(
                run.turn().fails(attempt(2, 1, DUE.plusSeconds(9))).fails(next).write()));

        assertThat(store().failedAttempts(run.runId(), 10)).containsExactly(next, stored);
    }

    @Test
    default void theLatestHundredFailedAttemptsOfAnActivityAreKept() {
        TestRun run = aRunOwnedBy(aNode());
        store().commit(List.of(run.turn().fails(attempt(9, 1, DUE)).write()));
        IntStream.rangeClosed(1, 4).forEach(turn -> store().commit(List.of(attempts(run, turn * 30 - 29, turn * 30))));

        List<FailedAttempt> kept = store().failedAttempts(run.runId(), 1000);

        assertThat(kept)
                .filteredOn(attempt -> attempt.scheduledEventId() == 2)
                .extracting(FailedAttempt::attempt)
                .contains(120, 21)
                .hasSizeBetween(100, 120);
        assertThat(kept).contains(attempt(9, 1, DUE));
    }

    @Test
    default void aTurnWithoutEventsIsCommittedIfItsActivitiesAreAsItLeavesThem() {
        TestRun run = aRunOwnedBy(aNode());
        ActivityTaskState before = ActivityTaskState.waiting(3, 2, DUE, null, null);
        store().commit(List.of(run.turn().task(before).write()));
        TurnWrite turn = run.turn()
                .task(ActivityTaskState.waiting(2, 2, DUE, EventSamples.FAILURE, null))
                .endsTask(3)
                .fails(attempt(2, 1, DUE))
                .write();

        assertThat(store().isCommitted(turn)).isFalse();
        store().commit(List.of(turn));

        assertThat(store().isCommitted(turn)).isTrue();
        assertThat(store().isCommitted(run.turn().task(before).write())).isFalse();
    }

    private static TurnWrite attempts(TestRun run, int from, int to) {
        TestTurn turn = run.turn();
        IntStream.rangeClosed(from, to).forEach(number -> turn.fails(attempt(2, number, DUE.plusSeconds(number))));
        return turn.write();
    }

    private static FailedAttempt attempt(int scheduledEventId, int number, Instant failedAt) {
        return new FailedAttempt(
                scheduledEventId, number, failedAt, failedAt.plusSeconds(1), EventSamples.failure("attempt " + number));
    }

    private TestRun closedAt(String workflowId, Instant time) {
        TestRun run = TestRun.startedAt(time).withWorkflowId(workflowId);
        store().commit(List.of(TurnContract.startAndClose(run)));
        return run;
    }
}
