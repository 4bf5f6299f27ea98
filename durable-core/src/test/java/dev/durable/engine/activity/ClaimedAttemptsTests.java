package dev.durable.engine.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.definition.Definitions;
import dev.durable.engine.extension.Extensions;
import dev.durable.engine.time.ManualTime;
import dev.durable.engine.time.TimeSource;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.store.ActivityClaim;
import dev.durable.store.ActivityRoute;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.store.ActivityTaskStore;
import dev.durable.store.ClaimAnswer;
import dev.durable.store.ClaimChange;
import dev.durable.store.ClaimedActivity;
import dev.durable.store.HeldActivity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A node that has lost claims: one, and claims the next attempt of the same activity before it knows; or all, with its lease. */
class ClaimedAttemptsTests {

    private static final UUID NODE = new UUID(0, 7);
    private static final int ACTIVITY = 5;

    private final ManualTime manualTime = new ManualTime();
    private final InterruptedTime time = new InterruptedTime();
    private final QueuedThreads threads = new QueuedThreads();
    private final Work work = new Work();
    private final Claims store = new Claims();
    private final ClaimedAttempts attempts = attempts();

    @Test
    void resultOfLostAttemptIsNotSaidOfTheNext() {
        work.does(input -> {
            time.atNextLook = this::claimSecond;
            return "first";
        });

        makeFirst();

        assertThat(store.changed).extracting(ActivityClaim::attempt).doesNotContain(2);
    }

    @Test
    void nextAttemptIsNotHadMadeTwiceByTheFailureOfLostOne() {
        work.does(input -> {
            time.atNextLook = this::claimSecond;
            throw new IllegalStateException("first");
        });

        makeFirst();

        assertThat(store.changed).extracting(ActivityClaim::attempt).doesNotContain(2);
    }

    /** Looking for work goes on for a moment when the lease is lost, every so often for claims that the node knows nothing of. */
    @Test
    void attemptsThatWereAbandonedAreNotTakenForOnesThatHaveNotBegun() {
        work.does(input -> {
            attempts.abandon();
            return "first";
        });
        store.free = activity(1);
        attempts.look(true);
        threads.runNext();

        for (int look = 0; look < 100; look++) {
            attempts.look(true);
        }

        assertThat(store.changed).isEmpty();
        assertThat(store.held).hasSize(1);
    }

    private void makeFirst() {
        store.free = activity(1);
        assertThat(attempts.look(true)).isEqualTo(1);
        threads.runNext();
        assertThat(store.held).extracting(held -> held.claim().attempt()).containsExactly(1, 2);
    }

    /** The first claim is lost just after the node has compared its claims. */
    private void claimSecond() {
        store.free = activity(2);
        assertThat(attempts.look(true)).isEqualTo(1);
    }

    private ClaimedAttempts attempts() {
        TextPayloads payloads = TextPayloads.INSTANCE;
        ActivityEnvironment environment = new ActivityEnvironment(
                Definitions.builder(payloads).activity(Work.class, () -> work).build(),
                payloads,
                payloads,
                time,
                threads,
                ActivitySlots.of(5),
                new RecordedOutcomes(),
                Extensions.NONE);
        ClaimedAttempts attempts = new ClaimedAttempts(
                NODE,
                store,
                environment,
                new ThreadBoundActivityContext(payloads),
                Runnable::run,
                Set.of("default"),
                () -> {});
        attempts.start();
        return attempts;
    }

    private static ClaimedActivity activity(int attempt) {
        ActivityTaskScheduled scheduled = ActivityFixture.task(ACTIVITY).scheduled();
        return new ClaimedActivity(
                new ActivityClaim(NODE, ActivityFixture.RUN, ACTIVITY, attempt),
                "order-42",
                "Order",
                scheduled,
                new ActivityTaskState(
                        ACTIVITY,
                        attempt,
                        Stage.CLAIMED,
                        ManualTime.START,
                        null,
                        null,
                        new ActivityRoute("default", "Work.run", scheduled.priority())),
                false);
    }

    /** Does something once, when it is asked for the time. */
    private final class InterruptedTime implements TimeSource {

        private @Nullable Runnable atNextLook;

        @Override
        public Instant now() {
            @Nullable Runnable action = atNextLook;
            atNextLook = null;
            if (action != null) {
                action.run();
            }
            return manualTime.now();
        }

        @Override
        public TimerHandle schedule(Instant due, Runnable action) {
            return manualTime.schedule(due, action);
        }

        @Override
        public UUID newId() {
            return manualTime.newId();
        }
    }

    /** Has one free attempt at most. */
    private static final class Claims implements ActivityTaskStore {

        private final List<HeldActivity> held = new ArrayList<>();
        private final List<ActivityClaim> changed = new ArrayList<>();
        private @Nullable ClaimedActivity free;

        @Override
        public List<ClaimedActivity> claimActivities(
                UUID nodeId, String taskQueue, @Nullable Set<String> activityTypes, int limit) {
            @Nullable ClaimedActivity claimed = free;
            free = null;
            if (claimed == null) {
                return List.of();
            }
            held.add(new HeldActivity(claimed.claim(), false));
            return List.of(claimed);
        }

        @Override
        public List<HeldActivity> heldActivities(UUID nodeId) {
            return List.copyOf(held);
        }

        @Override
        public List<ClaimedActivity> activitiesOfDeadNodes(int limit) {
            return List.of();
        }

        @Override
        public ClaimAnswer changeClaimed(ActivityClaim claim, ClaimChange change) {
            changed.add(claim);
            return claim.attempt() == 2 ? ClaimAnswer.WRITTEN : ClaimAnswer.LOST;
        }

        @Override
        public void releaseActivity(ActivityClaim claim) {
            throw new AssertionError(claim + " was released, though its attempt may have begun");
        }

        @Override
        public Duration reserveStarts(String taskQueue, int count, Duration apart) {
            return Duration.ZERO;
        }

        @Override
        public Optional<ActivityTaskState> takeBackActivity(
                UUID nodeId, UUID runId, int scheduledEventId, int attempt, IfClaimed ifClaimed) {
            return Optional.empty();
        }

        @Override
        public boolean hurryActivity(UUID nodeId, UUID runId, int scheduledEventId, Instant dueAt) {
            return false;
        }
    }
}
