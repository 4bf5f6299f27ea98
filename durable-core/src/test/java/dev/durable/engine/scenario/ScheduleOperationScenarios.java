package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.schedule.OverlapPolicy;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleActionResult;
import dev.durable.schedule.ScheduleBackfill;
import dev.durable.schedule.ScheduleCalendar;
import dev.durable.schedule.ScheduleCounts;
import dev.durable.schedule.ScheduleDescription;
import dev.durable.schedule.ScheduleFilter;
import dev.durable.schedule.ScheduleHandle;
import dev.durable.schedule.ScheduleNotFoundException;
import dev.durable.schedule.SchedulePage;
import dev.durable.schedule.SchedulePolicy;
import dev.durable.schedule.ScheduleRange;
import dev.durable.schedule.ScheduleSpec;
import dev.durable.schedule.ScheduleState;
import dev.durable.schedule.ScheduleSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What people do to schedules, and what they see of them. */
public interface ScheduleOperationScenarios extends ScheduledJobs {

    @Test
    default void backfillTakesTheActionsOfAStretchNow() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(engine, "jobs", SchedulePolicy.DEFAULT);
        Instant from = hour.minus(Duration.ofDays(2));

        schedule.backfill(
                ScheduleBackfill.of(from, from.plus(HOUR.multipliedBy(3))).withOverlap(OverlapPolicy.ALLOW_ALL));
        untilRuns(4);

        assertThat(workflowIds())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(0, 3)
                        .mapToObj(i -> "jobs-" + from.plus(HOUR.multipliedBy(i)))
                        .toList());
        engines().until(() -> schedule.describe().backfills().isEmpty());
        assertThat(schedule.describe().nextActionTimes()).startsWith(hour.plus(HOUR));
    }

    @Test
    default void aLongBackfillIsTakenBitByBit() {
        TestEngine engine = engines().engine().workflow(Report.class).start();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = engine.schedules()
                .create(
                        "reports",
                        Schedule.of(
                                ScheduleSpec.every(Duration.ofMinutes(1)).withStartAt(hour.minus(HOUR.multipliedBy(4))),
                                engine.schedules().action(Report.class, w -> w.run("eu", null))));
        schedule.pause("Only the past");

        schedule.backfill(ScheduleBackfill.of(hour.minus(Duration.ofDays(9)), hour.minusSeconds(1))
                .withOverlap(OverlapPolicy.ALLOW_ALL));

        untilRuns(240);
        engines().until(() -> schedule.describe().backfills().isEmpty());
        assertThat(schedule.describe().counts()).isEqualTo(new ScheduleCounts(240, 0, 0, 0));
    }

    @Test
    default void aPausedScheduleLetsItsTimesPass() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(engine, "jobs", SchedulePolicy.DEFAULT);

        schedule.pause("The partner has a holiday");
        skipTo(hour.plus(HOUR.multipliedBy(3)));
        ScheduleDescription paused = schedule.describe();
        schedule.unpause("They are back");
        skipTo(hour.plus(HOUR.multipliedBy(4)));
        untilRuns(1);

        assertThat(paused.paused()).isTrue();
        assertThat(paused.note()).isEqualTo("The partner has a holiday");
        assertThat(schedule.describe().paused()).isFalse();
        assertThat(schedule.describe().note()).isEqualTo("They are back");
        assertThat(workflowIds()).containsExactly("jobs-" + hour.plus(HOUR.multipliedBy(4)));
    }

    @Test
    default void aPausedScheduleCanBeTriggered() {
        TestEngine engine = engine();
        ScheduleHandle schedule = create(engine, "jobs", SchedulePolicy.DEFAULT);
        schedule.pause("");

        schedule.trigger();
        untilRuns(1);
        schedule.trigger();
        engines().until(() -> schedule.describe().counts().skipped() == 1);
        schedule.trigger(OverlapPolicy.ALLOW_ALL);
        schedule.trigger(OverlapPolicy.ALLOW_ALL);
        untilRuns(3);

        assertThat(openRuns()).isEqualTo(3);
        assertThat(schedule.describe().paused()).isTrue();
    }

    @Test
    default void aPauseDropsWhatWaitsUnlessItWasAskedFor() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(engine, "jobs", SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.BUFFER_ALL));
        skipTo(hour.plus(HOUR.multipliedBy(2)));
        engines().until(() -> schedule.describe().waiting().size() == 1);
        schedule.trigger();

        schedule.pause("");

        assertThat(schedule.describe().waiting()).hasSize(1);
        finish(engine, "jobs-" + hour.plus(HOUR));
        untilRuns(2);
        assertThat(workflowIds()).doesNotContain("jobs-" + hour.plus(HOUR.multipliedBy(2)));
        assertThat(schedule.describe().counts()).isEqualTo(new ScheduleCounts(2, 0, 1, 0));
    }

    @Test
    default void aFailurePausesTheScheduleIfThatIsItsPolicy() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(engine, "jobs", SchedulePolicy.DEFAULT.withPauseOnFailure(true));
        skipTo(hour.plus(HOUR));
        untilRuns(1);

        engine.workflow("jobs-" + hour.plus(HOUR)).signal("fail");
        engines().until(() -> schedule.describe().paused());
        skipTo(hour.plus(HOUR.multipliedBy(3)));

        assertThat(schedule.describe().note()).contains("jobs-" + hour.plus(HOUR), "failed");
        assertThat(engines().allRuns()).hasSize(1);
    }

    @Test
    default void aFailureLeavesAloneAScheduleWithAnotherPolicy() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(engine, "jobs", SchedulePolicy.DEFAULT);
        skipTo(hour.plus(HOUR));
        untilRuns(1);

        engine.workflow("jobs-" + hour.plus(HOUR)).signal("fail");
        engines().until(() -> openRuns() == 0);
        skipTo(hour.plus(HOUR.multipliedBy(2)));
        untilRuns(2);

        assertThat(schedule.describe().paused()).isFalse();
        WorkflowExecutionStarted second = started("jobs-" + hour.plus(HOUR.multipliedBy(2)));
        assertThat(second.origin().lastFailure()).isNotNull();
        assertThat(second.origin().lastResult()).isNull();
    }

    @Test
    default void anUpdateChangesWhatComes() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(engine, "jobs", SchedulePolicy.DEFAULT);

        schedule.update(definition -> definition
                .withSpec(ScheduleSpec.every(Duration.ofHours(3)))
                .withAction(engine.schedules().action(Report.class, (w, start) -> w.run("us", start))));
        Instant next = schedule.describe().nextActionTimes().get(0);
        skipTo(next);
        untilRuns(1);

        assertThat(onlyRun().workflowType()).isEqualTo("Report");
        assertThat(onlyRun().workflowId()).isEqualTo("jobs-" + next);
        assertThat(next.atOffset(ZoneOffset.UTC).getHour() % 3).isZero();
        assertThat(schedule.describe().updatedAt()).isAfterOrEqualTo(hour);
    }

    @Test
    default void anUpdateOfAnythingButTheTimesKeepsWhatIsDue() {
        TestEngine first = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(first, "jobs", SchedulePolicy.DEFAULT);
        first.stop();
        skipTo(hour.plus(HOUR.multipliedBy(2)));

        schedule.update(
                definition -> definition.withPolicy(SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.ALLOW_ALL)));
        engine();

        untilRuns(2);
    }

    @Test
    default void aDeletedScheduleActsNoMore() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(engine, "jobs", SchedulePolicy.DEFAULT);
        ScheduleHandle other = create(engine, "other", SchedulePolicy.DEFAULT);

        schedule.delete();
        skipTo(hour.plus(HOUR));
        untilRuns(1);

        assertThat(workflowIds()).containsExactly("other-" + hour.plus(HOUR));
        assertThat(other.describe().counts().actions()).isEqualTo(1);
        assertThatExceptionOfType(ScheduleNotFoundException.class).isThrownBy(schedule::describe);
        assertThatExceptionOfType(ScheduleNotFoundException.class).isThrownBy(schedule::trigger);
        assertThatExceptionOfType(ScheduleNotFoundException.class).isThrownBy(schedule::delete);
    }

    @Test
    default void aDescriptionTellsWhatIsKnown() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        Schedule definition = Schedule.of(
                        ScheduleSpec.calendar(
                                ScheduleCalendar.MIDNIGHT.withMinutes(0, 30).withHours(ScheduleRange.of(0, 23))),
                        engine.schedules().action(Job.class, Job::run))
                .withPolicy(SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.ALLOW_ALL));
        ScheduleHandle schedule = engine.schedules().create("jobs", definition);
        Duration half = Duration.ofMinutes(30);
        for (int i = 1; i <= 12; i++) {
            skipTo(hour.plus(half.multipliedBy(i)));
            untilRuns(i);
        }
        finish(engine, "jobs-" + hour.plus(half.multipliedBy(12)));
        engines().until(() -> openRuns() == 11);

        ScheduleDescription description = schedule.describe();

        assertThat(description.scheduleId()).isEqualTo("jobs");
        assertThat(description.schedule()).isEqualTo(definition);
        assertThat(description.createdAt()).isBetween(hour, hour.plus(half));
        assertThat(description.nextActionTimes())
                .containsExactlyElementsOf(IntStream.rangeClosed(13, 22)
                        .mapToObj(i -> hour.plus(half.multipliedBy(i)))
                        .toList());
        assertThat(description.recentActions())
                .extracting(ScheduleActionResult::scheduledAt)
                .containsExactlyElementsOf(IntStream.rangeClosed(3, 12)
                        .mapToObj(i -> hour.plus(half.multipliedBy(15 - i)))
                        .toList());
        assertThat(description.recentActions().get(0).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(description.recentActions().get(1)).satisfies(action -> {
            assertThat(action.status()).isEqualTo(WorkflowStatus.RUNNING);
            assertThat(action.workflowId()).isEqualTo("jobs-" + action.scheduledAt());
            assertThat(action.runId())
                    .isEqualTo(engines().run(action.workflowId()).runId());
        });
        assertThat(description.runningActions()).hasSize(11);
        assertThat(description.counts()).isEqualTo(new ScheduleCounts(12, 0, 0, 0));
    }

    @Test
    default void schedulesAreListedPageByPage() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        IntStream.range(0, 5).forEach(i -> create(engine, "jobs-" + i, SchedulePolicy.DEFAULT));
        create(engine, "other", SchedulePolicy.DEFAULT);
        engine.schedules().schedule("jobs-4").pause("Later");

        ScheduleFilter filter = ScheduleFilter.ALL.withIdPrefix("jobs-").withPageSize(3);
        SchedulePage first = engine.schedules().list(filter);
        SchedulePage second = engine.schedules().list(filter.withCursor(first.nextCursor()));

        assertThat(first.schedules())
                .extracting(ScheduleSummary::scheduleId)
                .containsExactly("jobs-0", "jobs-1", "jobs-2");
        assertThat(first.schedules())
                .extracting(ScheduleSummary::nextActionTime)
                .containsOnly(hour.plus(HOUR));
        assertThat(second.schedules()).extracting(ScheduleSummary::scheduleId).containsExactly("jobs-3", "jobs-4");
        assertThat(second.schedules().get(1)).satisfies(paused -> {
            assertThat(paused.nextActionTime()).isNull();
            assertThat(paused.schedule().state()).isEqualTo(ScheduleState.ACTIVE.asPaused("Later"));
        });
        assertThat(second.nextCursor()).isNull();
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> engine.schedules().list(filter.withCursor("!")))
                .extracting(DurableException::code)
                .isEqualTo(ErrorCode.FILTER_ILLEGAL);
    }
}
