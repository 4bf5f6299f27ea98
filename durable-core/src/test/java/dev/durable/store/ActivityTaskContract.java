package dev.durable.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.client.FailedAttempt;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.store.ActivityTaskStore.IfClaimed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** {@link ActivityTaskStore}. */
interface ActivityTaskContract extends StoreUnderTest {

    String QUEUE = "far";
    Set<String> WORK = Set.of("Work.run");

    @Test
    default void aClaimedAttemptComesWithAllThatItTakesToMakeIt() {
        TestRun run = aRunWith(routed(2, 3, past()));
        UUID node = aNode();
        assertThat(store().pendingWork(node, Set.of(QUEUE)).freeActivities()).isTrue();
        assertThat(store().pendingWork(node, Set.of("other")).freeActivities()).isFalse();
        assertThat(store().pendingWork(node, Set.of()).freeActivities()).isFalse();

        List<ClaimedActivity> claimed = store().claimActivities(node, QUEUE, WORK, 10);

        assertThat(claimed).singleElement().satisfies(activity -> {
            assertThat(activity.claim()).isEqualTo(new ActivityClaim(node, run.runId(), 2, 1));
            assertThat(activity.workflowId()).isEqualTo(run.workflowId());
            assertThat(activity.workflowType()).isEqualTo(run.workflowType());
            assertThat(activity.scheduled()).isEqualTo(scheduled(run, 2));
            assertThat(activity.cancelRequested()).isFalse();
        });
        assertThat(stage(run)).isEqualTo(Stage.CLAIMED);
        assertThat(store().heldActivities(node))
                .containsExactly(new HeldActivity(claimed.get(0).claim(), false));
        assertThat(store().claimActivities(aNode(), QUEUE, WORK, 10)).isEmpty();
        assertThat(store().pendingWork(node, Set.of(QUEUE)).freeActivities()).isFalse();
    }

    @Test
    default void attemptsAreClaimedOnTheirQueueOfTheirTypesAndWhenTheyAreDueOnly() {
        aRunWith(routed(2, 3, past()));
        aRunWith(routed(2, 3, StoreUnderTest.now().plus(LONG)));
        aRunWith(ActivityTaskState.waiting(2, 1, past(), null, null));

        assertThat(store().claimActivities(aNode(), "other", WORK, 10)).isEmpty();
        assertThat(store().claimActivities(aNode(), QUEUE, Set.of("Other.run"), 10))
                .isEmpty();
        assertThat(store().claimActivities(aNode(), QUEUE, null, 10)).hasSize(1);
    }

    @Test
    default void attemptsThatNobodyHasClaimedWaitOnTheirQueues() {
        Instant due = past();
        aRunWith(routed(2, 3, due.plusSeconds(1)));
        aRunWith(routed(2, 1, due));
        aRunWith(ActivityTaskState.waiting(2, 1, due, null, null).asRouted(new ActivityRoute("nobody", "Work.run", 3)));
        aRunWith(routed(2, 3, StoreUnderTest.now().plus(LONG)));
        aRunWith(ActivityTaskState.waiting(2, 1, due, null, null));

        assertThat(store().activityBacklogs())
                .containsExactly(new ActivityBacklog(QUEUE, 2, due), new ActivityBacklog("nobody", 1, due));

        claim(aNode());
        assertThat(store().activityBacklogs())
                .containsExactly(
                        new ActivityBacklog(QUEUE, 1, due.plusSeconds(1)), new ActivityBacklog("nobody", 1, due));
    }

    @Test
    default void theHighestPrioritiesAreClaimedFirstAndAmongThemTheOldest() {
        Instant due = past();
        TestRun last = aRunWith(routed(2, 5, due.minusSeconds(60)));
        TestRun second = aRunWith(routed(2, 1, due));
        TestRun first = aRunWith(routed(2, 1, due.minusSeconds(30)));
        TestRun third = aRunWith(routed(2, 3, due.minusSeconds(90)));

        List<UUID> claimed = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            claimed.addAll(runs(store().claimActivities(aNode(), QUEUE, WORK, 2)));
        }

        assertThat(claimed.subList(0, 2)).containsExactly(first.runId(), second.runId());
        assertThat(claimed.subList(2, 4)).containsExactly(third.runId(), last.runId());
    }

    @Test
    default void nodesThatClaimAtTheSameTimeGetDifferentAttempts() {
        for (int i = 0; i < 20; i++) {
            aRunWith(routed(2, 3, past()));
        }

        List<CompletableFuture<List<ClaimedActivity>>> claims = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            UUID node = aNode();
            claims.add(CompletableFuture.supplyAsync(
                    () -> StoreUnderTest.retrying(() -> store().claimActivities(node, QUEUE, WORK, 5))));
        }
        List<UUID> claimed = new ArrayList<>();
        claims.forEach(claim -> claimed.addAll(runs(claim.join())));
        claimed.addAll(runs(store().claimActivities(aNode(), QUEUE, WORK, 20)));

        assertThat(claimed).hasSize(20);
        assertThat(new HashSet<>(claimed)).hasSize(20);
    }

    @Test
    default void theEndOfAnActivityIsAMessageForItsRun() {
        TestRun run = aRunWith(routed(2, 3, past()));
        ClaimedActivity claimed = claim(aNode());

        assertThat(store().changeClaimed(claimed.claim(), ended(claimed))).isEqualTo(ClaimAnswer.WRITTEN);

        assertThat(store().messages(run.runId()))
                .singleElement()
                .satisfies(message -> assertThat(message.event()).isInstanceOf(ActivityTaskCompleted.class));
        assertThat(row(run).pendingMessages()).isEqualTo(1);
        assertThat(row(run).wakeAt()).isNotNull();
        assertThat(stage(run)).isEqualTo(Stage.REPORTED);
        assertThat(store().heldActivities(claimed.claim().nodeId())).isEmpty();
        assertThat(store().claimActivities(aNode(), QUEUE, WORK, 10)).isEmpty();
    }

    @Test
    default void whoDoesNotHoldTheClaimChangesNothing() {
        TestRun run = aRunWith(routed(2, 3, past()));
        ClaimedActivity claimed = claim(aNode());
        ActivityClaim ofOther = new ActivityClaim(aNode(), run.runId(), 2, 1);
        ActivityClaim ofOtherAttempt = new ActivityClaim(claimed.claim().nodeId(), run.runId(), 2, 2);

        assertThat(store().changeClaimed(ofOther, ended(claimed))).isEqualTo(ClaimAnswer.LOST);
        assertThat(store().changeClaimed(ofOtherAttempt, ended(claimed))).isEqualTo(ClaimAnswer.LOST);
        store().releaseActivity(ofOther);
        store().releaseActivity(ofOtherAttempt);

        assertThat(stage(run)).isEqualTo(Stage.CLAIMED);
        assertThat(store().messages(run.runId())).isEmpty();
        assertThat(row(run).pendingMessages()).isZero();
        assertThat(store().changeClaimed(claimed.claim(), ended(claimed))).isEqualTo(ClaimAnswer.WRITTEN);
        assertThat(store().changeClaimed(claimed.claim(), ended(claimed))).isEqualTo(ClaimAnswer.LOST);
        assertThat(row(run).pendingMessages()).isEqualTo(1);
    }

    @Test
    default void anotherAttemptMayBeClaimedByAnyNode() {
        TestRun run = aRunWith(routed(2, 3, past()));
        ClaimedActivity claimed = claim(aNode());
        ActivityHeartbeat heartbeat = new ActivityHeartbeat(Payload.json("7"), past());
        ActivityTaskState next = new ActivityTaskState(2, 2, Stage.ROUTED, past(), FAILURE, heartbeat);

        assertThat(store().changeClaimed(claimed.claim(), ClaimChange.repeated(next, failed())))
                .isEqualTo(ClaimAnswer.WRITTEN);

        assertThat(store().failedAttempts(run.runId(), 10)).containsExactly(failed());
        ClaimedActivity again = claim(aNode());
        assertThat(again.claim().attempt()).isEqualTo(2);
        assertThat(again.state().heartbeat()).isEqualTo(heartbeat);
        assertThat(again.state().lastFailure()).isEqualTo(FAILURE);
        assertThat(again.state().route()).isEqualTo(new ActivityRoute(QUEUE, "Work.run", 3));
    }

    @Test
    default void progressIsKeptAndTellsOfARequestToStop() {
        TestRun run = aRunWith(routed(2, 3, past()));
        ClaimedActivity claimed = claim(aNode());
        ActivityHeartbeat heartbeat = new ActivityHeartbeat(Payload.json("7"), past());
        ClaimChange progress =
                ClaimChange.progress(new ActivityTaskState(2, 1, Stage.CLAIMED, past(), null, heartbeat));
        assertThat(store().changeClaimed(claimed.claim(), progress)).isEqualTo(ClaimAnswer.WRITTEN);

        assertThat(takeBack(run, 0, IfClaimed.ASK_TO_STOP)).isEqualTo(Stage.CLAIMED);

        assertThat(store().heldActivities(claimed.claim().nodeId()))
                .containsExactly(new HeldActivity(claimed.claim(), true));
        assertThat(store().changeClaimed(claimed.claim(), progress)).isEqualTo(ClaimAnswer.TO_STOP);
        assertThat(state(run).heartbeat()).isEqualTo(heartbeat);
        ActivityTaskState next = new ActivityTaskState(2, 2, Stage.ROUTED, past(), FAILURE, heartbeat);
        assertThat(store().changeClaimed(claimed.claim(), ClaimChange.repeated(next, failed())))
                .isEqualTo(ClaimAnswer.TO_STOP);
        assertThat(state(run).attempt()).isEqualTo(1);
        assertThat(store().failedAttempts(run.runId(), 10)).isEmpty();
    }

    @Test
    default void anAttemptThatIsGivenBackMayBeClaimedAgain() {
        aRunWith(routed(2, 3, past()));
        ClaimedActivity claimed = claim(aNode());

        store().releaseActivity(claimed.claim());

        assertThat(store().heldActivities(claimed.claim().nodeId())).isEmpty();
        assertThat(claim(aNode()).claim().attempt()).isEqualTo(1);
    }

    @Test
    default void anAttemptThatIsTakenBackIsNotClaimedAnyMore() {
        TestRun run = aRunWith(routed(2, 3, past()));

        assertThat(takeBack(run, 2, IfClaimed.LEAVE)).as("another attempt").isEqualTo(Stage.ROUTED);
        assertThat(store().takeBackActivity(aNode(), run.runId(), 2, 0, IfClaimed.ASK_TO_STOP))
                .as("by another node")
                .isEmpty();
        assertThat(takeBack(run, 1, IfClaimed.LEAVE)).isEqualTo(Stage.RELEASED);

        assertThat(store().claimActivities(aNode(), QUEUE, WORK, 10)).isEmpty();
        assertThat(store().pendingWork(aNode(), Set.of(QUEUE)).freeActivities()).isFalse();
        assertThat(store().takeBackActivity(run.nodeId(), run.runId(), 3, 0, IfClaimed.ASK_TO_STOP))
                .isEmpty();
    }

    @Test
    default void anAttemptThatIsDueLaterIsHurriedByTheOwnerOfItsRun() {
        Instant later = StoreUnderTest.now().plusSeconds(3_600);
        TestRun run = aRunWith(routed(2, 3, later));

        assertThat(store().hurryActivity(aNode(), run.runId(), 2, past())).isFalse();
        assertThat(store().hurryActivity(run.nodeId(), run.runId(), 3, past())).isFalse();
        assertThat(store().claimActivities(aNode(), QUEUE, WORK, 10)).isEmpty();
        assertThat(store().hurryActivity(run.nodeId(), run.runId(), 2, past())).isTrue();
        assertThat(store().hurryActivity(run.nodeId(), run.runId(), 2, past()))
                .as("once more")
                .isFalse();

        assertThat(claim(aNode()).claim().runId()).isEqualTo(run.runId());
        assertThat(store().hurryActivity(run.nodeId(), run.runId(), 2, Instant.EPOCH))
                .as("when it is claimed")
                .isFalse();
    }

    @Test
    default void claimsOfDeadNodesAreFound() {
        aRunWith(routed(2, 3, past()));
        aRunWith(routed(2, 3, past()));
        UUID gone = aNode();
        List<ClaimedActivity> ofGone = store().claimActivities(gone, QUEUE, WORK, 1);
        UUID alive = aNode();
        store().claimActivities(alive, QUEUE, WORK, 1);
        assertThat(store().activitiesOfDeadNodes(10)).isEmpty();

        store().deregisterNode(gone);
        assertThat(store().activitiesOfDeadNodes(10)).isEqualTo(ofGone);

        store().deregisterNode(alive);
        assertThat(store().activitiesOfDeadNodes(10)).hasSize(2);
        assertThat(store().activitiesOfDeadNodes(1)).hasSize(1);
    }

    @Test
    default void aNodeWhoseLeaseIsNotValidClaimsNoActivities() {
        aRunWith(routed(2, 3, past()));
        UUID left = aNode();
        store().deregisterNode(left);

        assertThat(store().claimActivities(left, QUEUE, WORK, 1)).isEmpty();
        assertThat(store().claimActivities(left, QUEUE, null, 1)).isEmpty();

        assertThat(store().claimActivities(aNode(), QUEUE, WORK, 1)).hasSize(1);
    }

    @Test
    default void aTurnOfTheRunEndsTheClaim() {
        TestRun run = aRunWith(routed(2, 3, past()));
        ClaimedActivity claimed = claim(aNode());

        store().commit(List.of(run.turn().endsTask(2).events(run.timer(3)).write()));

        assertThat(store().heldActivities(claimed.claim().nodeId())).isEmpty();
        assertThat(store().changeClaimed(claimed.claim(), ended(claimed))).isEqualTo(ClaimAnswer.LOST);
        assertThat(store().messages(run.runId())).isEmpty();
        assertThat(row(run).pendingMessages()).isZero();
    }

    @Test
    default void aTurnThatRoutesAnAttemptIsCommittedAlthoughItWasClaimedMeanwhile() {
        TestRun run =
                aRunWith(ActivityTaskState.waiting(2, 1, past(), null, null).asReleased());
        TurnWrite turn = run.turn().task(routed(2, 3, past())).write();
        assertThat(store().isCommitted(turn)).isFalse();
        store().commit(List.of(turn));
        assertThat(store().isCommitted(turn)).isTrue();

        ClaimedActivity claimed = claim(aNode());
        assertThat(store().isCommitted(turn)).isTrue();
        store().changeClaimed(claimed.claim(), ended(claimed));

        assertThat(store().isCommitted(turn)).isTrue();
    }

    @Test
    default void momentsAreReservedOneAfterAnotherAndNoneInThePast() {
        Duration apart = Duration.ofMinutes(1);
        String queue = "queue-" + UUID.randomUUID();

        assertThat(store().reserveStarts(queue, 10, apart)).isZero();
        assertThat(store().reserveStarts(queue, 1, apart)).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(store().reserveStarts(queue, 1, apart)).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
        assertThat(store().reserveStarts(queue + "-other", 1, apart)).isZero();
    }

    FailureInfo FAILURE = EventSamples.failure("no route");

    private static FailedAttempt failed() {
        return new FailedAttempt(2, 1, past(), past(), FAILURE);
    }

    private static Instant past() {
        return Instant.parse("2020-01-01T00:00:00Z");
    }

    private static ActivityTaskState routed(int scheduledEventId, int priority, Instant at) {
        return ActivityTaskState.waiting(scheduledEventId, 1, at, null, null)
                .asRouted(new ActivityRoute(QUEUE, "Work.run", priority));
    }

    private static ActivityTaskScheduled scheduled(TestRun run, int eventId) {
        return new ActivityTaskScheduled(
                eventId,
                run.startedAt(),
                "Work.run",
                QUEUE,
                List.of(Payload.json("1")),
                ActivityTimeouts.startToClose(Duration.ofSeconds(1)),
                RetryPolicy.DEFAULT);
    }

    private TestRun aRunWith(ActivityTaskState state) {
        TestRun run = TestRun.ownedBy(aNode());
        store().commit(List.of(run.turn()
                .starts()
                .events(run.started(), scheduled(run, 2))
                .task(state)
                .write()));
        return run;
    }

    @Test
    default void aNodeWhosePlaceASuccessorHasTakenClaimsNothing() {
        TestRun run = aRunWith(routed(2, 3, past()));
        UUID before = UUID.randomUUID();
        UUID successor = UUID.randomUUID();
        store().registerNode(before, "namesake-" + before, LONG);
        store().registerNode(successor, "namesake-" + before, LONG);

        assertThat(store().claimActivities(before, QUEUE, WORK, 10)).isEmpty();

        assertThat(stage(run)).isEqualTo(Stage.ROUTED);
        assertThat(store().claimActivities(successor, QUEUE, WORK, 10)).hasSize(1);
    }

    @Test
    default void claimsOfANodeAreThoseOfADeadOneAsSoonAsASuccessorHasTakenItsPlace() {
        aRunWith(routed(2, 3, past()));
        UUID before = UUID.randomUUID();
        store().registerNode(before, "namesake-" + before, LONG);
        ClaimedActivity claimed = claim(before);
        assertThat(store().activitiesOfDeadNodes(10)).isEmpty();

        store().registerNode(UUID.randomUUID(), "namesake-" + before, LONG);

        assertThat(store().activitiesOfDeadNodes(10))
                .extracting(ClaimedActivity::claim)
                .containsExactly(claimed.claim());
    }

    @Test
    default void aRevokedClaimIsLost() {
        TestRun run = aRunWith(routed(2, 3, past()));
        ClaimedActivity claimed = claim(aNode());

        assertThat(takeBack(run, 0, IfClaimed.REVOKE)).isEqualTo(Stage.STARTED);

        assertThat(store().changeClaimed(claimed.claim(), ended(claimed))).isEqualTo(ClaimAnswer.LOST);
        assertThat(store().heldActivities(claimed.claim().nodeId())).isEmpty();
        assertThat(store().claimActivities(aNode(), QUEUE, WORK, 10)).isEmpty();
        assertThat(stage(run)).isEqualTo(Stage.STARTED);
    }

    @Test
    default void aClaimEndsWithTheTransactionThatReportsItOrNotAtAll() {
        TestRun run = aRunWith(routed(2, 3, past()));
        ClaimedActivity claimed = claim(aNode());

        rollingBack(() -> report(claimed));
        assertThat(stage(run)).isEqualTo(Stage.CLAIMED);
        assertThat(store().messages(run.runId())).isEmpty();

        inTransaction(() -> report(claimed));
        assertThat(stage(run)).isEqualTo(Stage.REPORTED);
        assertThat(store().messages(run.runId())).hasSize(1);
        assertThat(row(run).pendingMessages()).isEqualTo(1);
        assertThat(takeBack(run, 0, IfClaimed.REVOKE)).isEqualTo(Stage.REPORTED);
    }

    @Test
    default void aLostClaimIsNotReportedInATransaction() {
        TestRun run = aRunWith(routed(2, 3, past()));
        ClaimedActivity claimed = claim(aNode());
        takeBack(run, 0, IfClaimed.REVOKE);

        rollingBack(
                () -> assertThatExceptionOfType(StoreConflictException.class).isThrownBy(() -> report(claimed)));

        assertThat(store().messages(run.runId())).isEmpty();
    }

    private void report(ClaimedActivity claimed) {
        store().currentTransaction().orElseThrow().report(claimed.claim(), ended(claimed));
    }

    private ClaimedActivity claim(UUID node) {
        List<ClaimedActivity> claimed = store().claimActivities(node, QUEUE, WORK, 1);
        assertThat(claimed).hasSize(1);
        return claimed.get(0);
    }

    private static ClaimChange ended(ClaimedActivity claimed) {
        ActivityTaskCompleted end = new ActivityTaskCompleted(0, past(), 2, 1, Payload.json("42"));
        return ClaimChange.ended(claimed.state(), new StoredMessage(TestRun.runId(StoreUnderTest.now()), end));
    }

    private Stage takeBack(TestRun run, int attempt, IfClaimed ifClaimed) {
        return store().takeBackActivity(run.nodeId(), run.runId(), 2, attempt, ifClaimed)
                .orElseThrow()
                .stage();
    }

    private ActivityTaskState state(TestRun run) {
        return store().activityTasks(run.runId()).get(0);
    }

    private Stage stage(TestRun run) {
        return state(run).stage();
    }

    private static List<UUID> runs(List<ClaimedActivity> claimed) {
        return claimed.stream().map(activity -> activity.claim().runId()).toList();
    }
}
