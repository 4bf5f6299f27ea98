package dev.durable.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowStatus;
import dev.durable.schedule.OverlapPolicy;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleAction;
import dev.durable.schedule.ScheduleBackfill;
import dev.durable.schedule.ScheduleCounts;
import dev.durable.schedule.SchedulePolicy;
import dev.durable.schedule.ScheduleSpec;
import dev.durable.schedule.ScheduleState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a look at a schedule decides, with a clock that the tests set. */
class ScheduleTurnTests {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration WATCH = Duration.ofSeconds(5);

    private Schedule schedule = Schedule.of(ScheduleSpec.every(MINUTE), ScheduleAction.of("Job", List.of()));
    private ScheduleProgress progress = ScheduleProgress.beginningAt(NOON);

    @Test
    void beforeItsTimeNothingIsTaken() {
        ScheduleTurn turn = turn(NOON.plusSeconds(59));

        assertThat(turn.decide(action -> true).start()).isEmpty();
        assertThat(turn.nextLook(WATCH)).isEqualTo(NOON.plus(MINUTE));
    }

    @Test
    void atItsTimeTheActionIsTaken() {
        Instant look = run(NOON.plus(MINUTE));

        assertThat(progress.running()).extracting(TakenAction::scheduledAt).containsExactly(NOON.plus(MINUTE));
        assertThat(look).isEqualTo(NOON.plus(MINUTE.multipliedBy(2)));
    }

    @Test
    void aScheduleWithoutTimesIsNotLookedAt() {
        schedule = schedule.withSpec(ScheduleSpec.NEVER);

        assertThat(run(NOON)).isNull();
    }

    @Test
    void aPausedScheduleIsNotLookedAt() {
        schedule = schedule.withState(ScheduleState.ACTIVE.asPaused(""));

        assertThat(run(NOON.plus(MINUTE))).isNull();
        assertThat(progress.counts()).isEqualTo(ScheduleCounts.NONE);
    }

    @Test
    void jitterPutsTheActionOffButNotItsTime() {
        schedule = schedule.withSpec(ScheduleSpec.every(Duration.ofHours(1)).withJitter(Duration.ofMinutes(50)));
        Instant due = run(NOON);
        assertThat(due).isBetween(NOON.plus(Duration.ofHours(1)), NOON.plus(Duration.ofMinutes(110)));

        assertThat(run(due.minusMillis(1))).isEqualTo(due);
        run(due);

        assertThat(progress.running())
                .extracting(TakenAction::scheduledAt)
                .containsExactly(NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void whatIsExactlyAsOldAsTheWindowIsTaken() {
        schedule = schedule.withPolicy(new SchedulePolicy(OverlapPolicy.ALLOW_ALL, Duration.ofMinutes(2), false));

        run(NOON.plus(MINUTE.multipliedBy(5)));

        assertThat(progress.counts()).isEqualTo(new ScheduleCounts(3, 2, 0, 0));
    }

    @Test
    void noMoreThanAThousandActionsWait() {
        schedule = schedule.withPolicy(SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.BUFFER_ALL));
        Instant now = NOON.plus(MINUTE.multipliedBy(2500));

        assertThat(run(now)).isEqualTo(now);
        run(now);
        assertThat(run(now)).isEqualTo(now.plus(WATCH));

        assertThat(progress.waiting()).hasSize(1000);
        assertThat(progress.counts()).isEqualTo(new ScheduleCounts(1, 0, 0, 1499));
    }

    @Test
    void aBackfillNeverFillsThePlacesOfOthers() {
        schedule = schedule.withPolicy(SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.BUFFER_ALL));
        progress = progress.withBackfills(
                List.of(ScheduleBackfill.of(NOON.minus(MINUTE.multipliedBy(5000)), NOON.minusSeconds(1))));

        for (Instant look = run(NOON); NOON.equals(look); look = run(NOON)) {
            assertThat(progress.waiting()).hasSizeLessThanOrEqualTo(500);
        }

        assertThat(progress.waiting()).hasSize(500);
        assertThat(progress.backfills()).hasSize(1);
        assertThat(progress.counts()).isEqualTo(new ScheduleCounts(1, 0, 0, 0));
    }

    @Test
    void aBackfillEndsWithTheTimesOfTheSpec() {
        schedule = schedule.withSpec(schedule.spec().withStartAt(NOON.minus(MINUTE.multipliedBy(3))))
                .withPolicy(SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.ALLOW_ALL));
        progress = progress.withBackfills(
                List.of(ScheduleBackfill.of(Instant.EPOCH, NOON), ScheduleBackfill.of(NOON, NOON)));

        run(NOON);

        assertThat(progress.backfills()).isEmpty();
        assertThat(progress.counts().actions()).isEqualTo(5);
    }

    @Test
    void whatWaitsIsWatchedOver() {
        schedule = schedule.withPolicy(SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.BUFFER_ONE));
        run(NOON.plus(MINUTE));

        assertThat(run(NOON.plus(MINUTE.multipliedBy(2))))
                .isEqualTo(NOON.plus(MINUTE.multipliedBy(2)).plus(WATCH));
    }

    @Test
    void onlyTwentyOverlappingActionsAreKeptInMind() {
        schedule = schedule.withPolicy(SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.ALLOW_ALL));

        run(NOON.plus(MINUTE.multipliedBy(25)));

        assertThat(progress.running()).hasSize(20);
        assertThat(progress.recent()).hasSize(10);
        assertThat(progress.recent().get(0).scheduledAt()).isEqualTo(NOON.plus(MINUTE.multipliedBy(25)));
        assertThat(progress.counts().actions()).isEqualTo(25);
    }

    @Test
    void manyOverlappingActionsTakeSeveralTurns() {
        schedule = schedule.withPolicy(SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.ALLOW_ALL));
        Instant now = NOON.plus(MINUTE.multipliedBy(150));

        assertThat(run(now)).isEqualTo(now);
        assertThat(progress.counts().actions()).isEqualTo(100);
        assertThat(run(now)).isEqualTo(now.plus(MINUTE));
        assertThat(progress.counts().actions()).isEqualTo(150);
    }

    @Test
    void triggersOfTheSameMomentHaveTimesOfTheirOwn() {
        progress = progress.triggeredAt(NOON.plusNanos(1_999_999), null)
                .triggeredAt(NOON.plusNanos(1_000_000), OverlapPolicy.ALLOW_ALL)
                .triggeredAt(NOON, null);

        assertThat(progress.waiting())
                .containsExactly(
                        new WaitingAction(NOON.plusMillis(1), null, true),
                        new WaitingAction(NOON.plusMillis(2), OverlapPolicy.ALLOW_ALL, true),
                        new WaitingAction(NOON, null, true));
    }

    @Test
    void aFailureThatPausesTheScheduleDropsWhatWaits() {
        schedule = schedule.withPolicy(new SchedulePolicy(OverlapPolicy.BUFFER_ALL, Duration.ofDays(1), true));
        run(NOON.plus(MINUTE.multipliedBy(3)));
        assertThat(progress.waiting()).hasSize(2);

        ScheduleTurn turn = turn(NOON.plus(MINUTE.multipliedBy(3)).plusSeconds(1));
        turn.closed(turn.running().get(0), WorkflowStatus.TIMED_OUT, null);
        OverlapDecision decision = turn.decide(action -> true);

        assertThat(decision.start()).isEmpty();
        assertThat(turn.result().schedule().state().paused()).isTrue();
        assertThat(turn.result().schedule().state().note()).contains("timed out");
        assertThat(turn.result().progress().waiting()).isEmpty();
        assertThat(turn.result().progress().counts().skipped()).isEqualTo(2);
        assertThat(turn.nextLook(WATCH)).isNull();
    }

    @Test
    void cancellationAndTerminationAreNoFailures() {
        schedule = schedule.withPolicy(SchedulePolicy.DEFAULT.withPauseOnFailure(true));
        run(NOON.plus(MINUTE));

        for (WorkflowStatus status : List.of(WorkflowStatus.CANCELED, WorkflowStatus.TERMINATED)) {
            ScheduleTurn turn = turn(NOON.plus(MINUTE).plusSeconds(1));
            turn.closed(turn.running().get(0), status, null);

            assertThat(turn.result().schedule().state().paused()).isFalse();
        }
    }

    @Test
    void changedTimesForgetWhatHasPassed() {
        Instant later = NOON.plus(MINUTE.multipliedBy(3)).plusSeconds(5);

        change(schedule.withSpec(ScheduleSpec.every(Duration.ofSeconds(10))), later);

        assertThat(turn(later).nextLook(WATCH)).isEqualTo(later.plusSeconds(5));
    }

    @Test
    void otherChangesForgetNothing() {
        Instant later = NOON.plus(MINUTE.multipliedBy(3)).plusSeconds(5);

        change(schedule.withPolicy(SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.ALLOW_ALL)), later);
        run(later);

        assertThat(progress.counts().actions()).isEqualTo(3);
    }

    @Test
    void anEndedPauseForgetsWhatHasPassedButNotWhatJitterHasPutOff() {
        schedule = schedule.withSpec(ScheduleSpec.every(Duration.ofHours(1)).withJitter(Duration.ofMinutes(50)));
        Instant due = run(NOON);
        Instant one = NOON.plus(Duration.ofHours(1));
        assertThat(due).isAfter(one.plusSeconds(2));

        change(schedule.withState(ScheduleState.ACTIVE.asPaused("")), NOON.plus(MINUTE));
        change(schedule.withState(ScheduleState.ACTIVE), one.plusSeconds(1));
        assertThat(run(one.plusSeconds(1))).isEqualTo(due);

        change(schedule.withState(ScheduleState.ACTIVE.asPaused("")), one.plusSeconds(2));
        change(schedule.withState(ScheduleState.ACTIVE), due);
        assertThat(run(due)).isAfter(NOON.plus(Duration.ofHours(2)));
        assertThat(progress.counts()).isEqualTo(ScheduleCounts.NONE);
    }

    private void change(Schedule changed, Instant now) {
        LoadedSchedule after = new LoadedSchedule("test", 1, schedule, progress).redefined(changed, now);
        schedule = after.schedule();
        progress = after.progress();
    }

    private ScheduleTurn turn(Instant now) {
        return new ScheduleTurn(new LoadedSchedule("test", 1, schedule, progress), now);
    }

    /** Takes all that may be taken; says when to look again. */
    private Instant run(Instant now) {
        ScheduleTurn turn = turn(now);
        OverlapDecision decision = turn.decide(action -> true);
        for (WaitingAction action : decision.start()) {
            if (turn.admits(action)) {
                boolean overlapping = decision.start().indexOf(action) < decision.overlapping();
                turn.taken(new TakenAction(
                        action.scheduledAt(),
                        now,
                        "test-" + action.scheduledAt(),
                        UUID.randomUUID(),
                        overlapping,
                        false));
            }
        }
        schedule = turn.result().schedule();
        progress = turn.result().progress();
        return turn.nextLook(WATCH);
    }
}
