package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.jpa.testing.TestDatabase;
import dev.durable.store.ActivityClaim;
import dev.durable.store.ActivityRoute;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.store.ClaimedActivity;
import dev.durable.store.TestRun;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Activities of which something that is stored cannot be read: they must not hinder others. */
class UnreadableActivityTests {

    private static final String CORRUPT_EVENT =
            "update durable_event set attributes = '{' where event_id = 2 and run_id = ?";
    private static final String UNKNOWN_EVENT =
            "update durable_event set event_type = 'Tomorrow' where event_id = 2 and run_id = ?";
    private static final String CORRUPT_FAILURE =
            "update durable_activity_task set last_failure = '{' where run_id = ?";
    private static final String CORRUPT_HEARTBEAT =
            "update durable_activity_task set heartbeat = '1', heartbeat_metadata = '{' where run_id = ?";

    private final TestStore testStore = new TestStore(TestDatabase.h2());
    private final UUID node = UUID.randomUUID();

    @BeforeEach
    void register() {
        testStore.store().registerNode(node, "node", Duration.ofMinutes(10));
    }

    @AfterEach
    void close() {
        testStore.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {CORRUPT_EVENT, UNKNOWN_EVENT, CORRUPT_FAILURE, CORRUPT_HEARTBEAT})
    void activityThatCannotBeReadIsSetAsideAndOthersAreClaimed(String accident) {
        TestRun unreadable = aRunWithARoutedActivity(Duration.ofMinutes(2));
        TestRun other = aRunWithARoutedActivity(Duration.ofMinutes(1));
        testStore.jdbc().update(accident, unreadable.runId());

        assertThat(claim(10)).containsExactly(other.runId());

        assertThat(testStore.store().pendingWork(node, Set.of("far")).freeActivities())
                .isFalse();
        assertThat(testStore.store().heldActivities(node)).hasSize(1);
    }

    @Test
    void activityThatCannotBeReadDoesNotTakeTheOnlySlotAgainAndAgain() {
        TestRun unreadable = aRunWithARoutedActivity(Duration.ofMinutes(2));
        TestRun other = aRunWithARoutedActivity(Duration.ofMinutes(1));
        testStore.jdbc().update("delete from durable_event where event_id = 2 and run_id = ?", unreadable.runId());

        assertThat(claim(1)).isEmpty();
        assertThat(claim(1)).containsExactly(other.runId());
    }

    @Test
    void activityThatWasSetAsideIsClaimedLaterIfItCanBeReadThen() {
        TestRun unreadable = aRunWithARoutedActivity(Duration.ofMinutes(2));
        testStore.jdbc().update(CORRUPT_FAILURE, unreadable.runId());
        claim(1);

        testStore.jdbc().update("update durable_activity_task set last_failure = null");
        Instant next = testStore
                .jdbc()
                .queryForObject("select available_at from durable_activity_task", OffsetDateTime.class)
                .toInstant();
        assertThat(next).isAfter(now()).isBefore(now().plus(Duration.ofHours(1)));
        testStore.jdbc().update("update durable_activity_task set available_at = stage_at");
        assertThat(claim(1)).containsExactly(unreadable.runId());
    }

    @Test
    void claimThatCannotBeReadDoesNotHinderTheTakeOverOfOthers() {
        TestRun unreadable = aRunWithARoutedActivity(Duration.ofMinutes(2));
        TestRun other = aRunWithARoutedActivity(Duration.ofMinutes(1));
        claim(10);
        testStore.store().deregisterNode(node);
        testStore.jdbc().update(CORRUPT_EVENT, unreadable.runId());

        assertThat(testStore.store().activitiesOfDeadNodes(10))
                .extracting(ClaimedActivity::claim)
                .containsExactly(new ActivityClaim(node, other.runId(), 2, 1));
    }

    @Test
    void claimsThatCannotBeReadDoNotHideOthersFromThoseWhoLookForFew() {
        List<TestRun> runs = Stream.generate(() -> aRunWithARoutedActivity(Duration.ofMinutes(1)))
                .limit(6)
                .sorted(Comparator.comparing(run -> run.runId().toString()))
                .toList();
        claim(10);
        testStore.store().deregisterNode(node);
        runs.subList(0, 4).forEach(run -> testStore.jdbc().update(CORRUPT_EVENT, run.runId()));

        assertThat(testStore.store().activitiesOfDeadNodes(2))
                .extracting(lost -> lost.claim().runId())
                .containsExactlyInAnyOrder(runs.get(4).runId(), runs.get(5).runId());
        assertThat(testStore.store().activitiesOfDeadNodes(1)).hasSize(1);
    }

    private List<UUID> claim(int limit) {
        return testStore.store().claimActivities(node, "far", Set.of("Work.run"), limit).stream()
                .map(claimed -> claimed.claim().runId())
                .toList();
    }

    /** The activity may be claimed since then. */
    private TestRun aRunWithARoutedActivity(Duration since) {
        TestRun run = TestRun.ownedBy(UUID.randomUUID());
        ActivityTaskScheduled scheduled = new ActivityTaskScheduled(
                2,
                run.started().time(),
                "Work.run",
                "far",
                List.of(),
                ActivityTimeouts.startToClose(Duration.ofSeconds(1)),
                RetryPolicy.DEFAULT);
        ActivityTaskState routed = new ActivityTaskState(
                2, 1, Stage.ROUTED, now().minus(since), null, null, new ActivityRoute("far", "Work.run", 3));
        testStore
                .store()
                .commit(List.of(run.turn()
                        .starts()
                        .events(run.started(), scheduled)
                        .task(routed)
                        .write()));
        return run;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
