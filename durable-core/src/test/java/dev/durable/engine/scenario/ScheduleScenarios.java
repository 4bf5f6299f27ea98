package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.activity.RetryOptions;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowStatus;
import dev.durable.client.WorkflowSummary;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.Payload;
import dev.durable.schedule.OverlapPolicy;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleActionResult;
import dev.durable.schedule.ScheduleAlreadyExistsException;
import dev.durable.schedule.ScheduleBackfill;
import dev.durable.schedule.ScheduleCalendar;
import dev.durable.schedule.ScheduleCounts;
import dev.durable.schedule.ScheduleDescription;
import dev.durable.schedule.ScheduleFilter;
import dev.durable.schedule.ScheduleHandle;
import dev.durable.schedule.ScheduleInterval;
import dev.durable.schedule.ScheduleNotFoundException;
import dev.durable.schedule.ScheduleOptions;
import dev.durable.schedule.SchedulePage;
import dev.durable.schedule.SchedulePolicy;
import dev.durable.schedule.ScheduleRange;
import dev.durable.schedule.ScheduleSpec;
import dev.durable.schedule.ScheduleState;
import dev.durable.schedule.ScheduleSummary;
import dev.durable.schedule.ScheduledStart;
import dev.durable.schedule.WorkflowSchedule;
import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchAttributes;
import dev.durable.store.StoreUnavailableException;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Schedules that start workflows. */
public interface ScheduleScenarios extends EngineScenarios {

    Duration HOUR = Duration.ofHours(1);
    ScheduleSpec HOURLY = ScheduleSpec.every(HOUR);

    @Test
    default void workflowsAreStartedAtTheTimesOfTheSchedule() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = engine.schedules()
                .create(
                        "reports",
                        Schedule.of(HOURLY, engine.schedules().action(Report.class, w -> w.run("eu", null))));

        skipTo(hour.plus(HOUR));
        untilRuns(1);
        untilClosed("reports-" + hour.plus(HOUR));
        skipTo(hour.plus(HOUR.multipliedBy(2)));
        untilRuns(2);

        assertThat(workflowIds())
                .containsExactlyInAnyOrder("reports-" + hour.plus(HOUR), "reports-" + hour.plus(HOUR.multipliedBy(2)));
        assertThat(engine.workflow("reports-" + hour.plus(HOUR)).result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("eu");
        assertThat(schedule.describe().counts()).isEqualTo(new ScheduleCounts(2, 0, 0, 0));
    }

    @Test
    default void anActionIsTakenWithinAMomentOfItsTime() {
        TestEngine engine = engines()
                .engine()
                .workflow(Job.class)
                .pollInterval(Duration.ofMinutes(10))
                .start();
        Instant hour = beginAnHour();
        create(engine, "jobs", SchedulePolicy.DEFAULT);

        skipTo(hour.plus(HOUR).minusMillis(200));
        untilRuns(1);

        assertThat(engines().run("jobs-" + hour.plus(HOUR)).startedAt())
                .isBetween(hour.plus(HOUR), hour.plus(HOUR).plusSeconds(5));
    }

    @Test
    default void aWorkflowIsToldWhatItWasStartedFor() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        engine.schedules()
                .create(
                        "reports",
                        Schedule.of(HOURLY, engine.schedules().action(Report.class, (w, start) -> w.run("eu", start))));

        skipTo(hour.plus(HOUR));
        untilRuns(1);

        assertThat(engine.workflow("reports-" + hour.plus(HOUR)).result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("eu of reports at " + hour.plus(HOUR));
        assertThat(started("reports-" + hour.plus(HOUR)).searchAttributes())
                .isEqualTo(SearchAttributes.of(ScheduledStart.SCHEDULE_ID, "reports")
                        .with(ScheduledStart.SCHEDULED_AT, hour.plus(HOUR)));
    }

    @Test
    default void theActionSaysUnderWhatIdAndWhereWorkflowsRun() {
        TestEngine engine =
                engines().engine().workflow(Job.class).taskQueues("night").start();
        ScheduleHandle schedule = engine.schedules()
                .create(
                        "jobs",
                        Schedule.of(
                                ScheduleSpec.NEVER,
                                engine.schedules()
                                        .action("Job")
                                        .withWorkflowId("nightly")
                                        .withTaskQueue("night")));

        schedule.trigger();
        untilRuns(1);

        assertThat(onlyRun().workflowId()).startsWith("nightly-");
        assertThat(onlyRun().taskQueue()).isEqualTo("night");
        engine.workflow(onlyRun().workflowId()).signal("finish");
        engines().until(() -> onlyRun().status() == WorkflowStatus.COMPLETED);
    }

    @Test
    default void runsHaveTheLimitsOfTheirTypeAndOfTheAction() {
        TestEngine engine = engines().engine().workflow(Limited.class).start();
        SearchAttributeKey<String> region = SearchAttributeKey.keyword("region");
        ScheduleHandle schedule = engine.schedules()
                .create(
                        "limited",
                        Schedule.of(
                                ScheduleSpec.NEVER,
                                engine.schedules()
                                        .action(Limited.class, Limited::run)
                                        .withExecutionTimeout(Duration.ofDays(2))
                                        .withRetry(RetryOptions.maximumAttempts(3))
                                        .withSearchAttributes(SearchAttributes.of(region, "eu"))));

        schedule.trigger();
        untilRuns(1);

        WorkflowExecutionStarted started = started(onlyRun().workflowId());
        assertThat(started.options().runTimeout()).isEqualTo(HOUR);
        assertThat(started.options().executionTimeout()).isEqualTo(Duration.ofDays(2));
        assertThat(started.options().expiresAt()).isEqualTo(started.time().plus(Duration.ofDays(2)));
        assertThat(started.options().retryPolicy().maximumAttempts()).isEqualTo(3);
        assertThat(started.searchAttributes().get(region)).contains("eu");
        assertThat(engine.client()
                        .list(WorkflowFilter.ALL.with(ScheduledStart.SCHEDULE_ID.is("limited")))
                        .workflows())
                .hasSize(1);
    }

    @Test
    default void whatThisNodeCannotExecuteAnotherOneDoes() {
        TestEngine other = engines().engine().workflow(Report.class).start();
        ScheduleHandle schedule = other.schedules()
                .create(
                        "jobs",
                        Schedule.of(ScheduleSpec.NEVER, other.schedules().action(Job.class, Job::run)));
        schedule.trigger();
        untilRuns(1);

        TestEngine engine = engine();
        engine.workflow(onlyRun().workflowId()).signal("finish");

        engines().until(() -> onlyRun().status() == WorkflowStatus.COMPLETED);
    }

    @Test
    default void skipLeavesOutWhatComesWhileTheWorkflowIsOpen() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(engine, "jobs", SchedulePolicy.DEFAULT);
        skipTo(hour.plus(HOUR));
        untilRuns(1);

        skipTo(hour.plus(HOUR.multipliedBy(3)));
        engines().until(() -> schedule.describe().counts().skipped() == 2);
        finish(engine, "jobs-" + hour.plus(HOUR));
        skipTo(hour.plus(HOUR.multipliedBy(4)));
        untilRuns(2);

        assertThat(schedule.describe().counts()).isEqualTo(new ScheduleCounts(2, 0, 2, 0));
    }

    @Test
    default void bufferOneLetsOneActionWait() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(engine, "jobs", SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.BUFFER_ONE));
        skipTo(hour.plus(HOUR));
        untilRuns(1);
        skipTo(hour.plus(HOUR.multipliedBy(3)));
        engines().until(() -> schedule.describe().counts().skipped() == 1);
        assertThat(schedule.describe().waiting()).containsExactly(hour.plus(HOUR.multipliedBy(2)));

        finish(engine, "jobs-" + hour.plus(HOUR));
        untilRuns(2);

        assertThat(engines().run("jobs-" + hour.plus(HOUR.multipliedBy(2))).status())
                .isEqualTo(WorkflowStatus.RUNNING);
        assertThat(schedule.describe().waiting()).isEmpty();
        assertThat(schedule.describe().counts()).isEqualTo(new ScheduleCounts(2, 0, 1, 0));
    }

    @Test
    default void bufferAllTakesOneActionAfterTheOther() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(engine, "jobs", SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.BUFFER_ALL));
        skipTo(hour.plus(HOUR.multipliedBy(3)));
        untilRuns(1);
        assertThat(schedule.describe().waiting()).hasSize(2);

        for (int i = 1; i <= 3; i++) {
            String workflowId = "jobs-" + hour.plus(HOUR.multipliedBy(i));
            engines().until(() -> engines().store().findRun(workflowId).isPresent());
            assertThat(openRuns()).isEqualTo(1);
            finish(engine, workflowId);
        }

        engines().until(() -> openRuns() == 0);
        assertThat(schedule.describe().counts()).isEqualTo(new ScheduleCounts(3, 0, 0, 0));
    }

    @Test
    default void cancelOtherTakesTheActionWhenTheEarlierWorkflowHasClosed() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule =
                create(engine, "jobs", SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.CANCEL_OTHER));
        skipTo(hour.plus(HOUR));
        untilRuns(1);

        skipTo(hour.plus(HOUR.multipliedBy(2)));
        untilRuns(2);

        assertThat(engines().run("jobs-" + hour.plus(HOUR)).status()).isEqualTo(WorkflowStatus.CANCELED);
        assertThat(engines().run("jobs-" + hour.plus(HOUR.multipliedBy(2))).status())
                .isEqualTo(WorkflowStatus.RUNNING);
        assertThat(schedule.describe().counts()).isEqualTo(new ScheduleCounts(2, 0, 0, 0));
    }

    @Test
    default void cancelOtherWaitsForAWorkflowThatTakesItsTime() {
        TestEngine engine = engines().engine().workflow(Stubborn.class).start();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = engine.schedules()
                .create(
                        "jobs",
                        Schedule.of(HOURLY, engine.schedules().action(Stubborn.class, Stubborn::run))
                                .withPolicy(SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.CANCEL_OTHER)));
        skipTo(hour.plus(HOUR));
        untilRuns(1);
        skipTo(hour.plus(HOUR.multipliedBy(3)));
        engines().until(() -> schedule.describe().counts().skipped() == 1);
        assertThat(schedule.describe().waiting()).containsExactly(hour.plus(HOUR.multipliedBy(3)));
        assertThat(openRuns()).isEqualTo(1);

        engine.workflow("jobs-" + hour.plus(HOUR)).signal("finish");
        untilRuns(2);

        assertThat(engines().run("jobs-" + hour.plus(HOUR.multipliedBy(3))).status())
                .isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    default void terminateOtherTakesTheActionAtOnce() {
        TestEngine engine = engines().engine().workflow(Stubborn.class).start();
        Instant hour = beginAnHour();
        engine.schedules()
                .create(
                        "jobs",
                        Schedule.of(HOURLY, engine.schedules().action(Stubborn.class, Stubborn::run))
                                .withPolicy(SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.TERMINATE_OTHER)));
        skipTo(hour.plus(HOUR));
        untilRuns(1);

        skipTo(hour.plus(HOUR.multipliedBy(2)));
        untilRuns(2);

        assertThat(engines().run("jobs-" + hour.plus(HOUR)).status()).isEqualTo(WorkflowStatus.TERMINATED);
        assertThat(engines().run("jobs-" + hour.plus(HOUR.multipliedBy(2))).status())
                .isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    default void allowAllTakesEachActionAtItsTime() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(engine, "jobs", SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.ALLOW_ALL));

        skipTo(hour.plus(HOUR));
        untilRuns(1);
        skipTo(hour.plus(HOUR.multipliedBy(3)));
        untilRuns(3);

        assertThat(openRuns()).isEqualTo(3);
        assertThat(schedule.describe().runningActions())
                .extracting(ScheduleActionResult::scheduledAt)
                .containsExactly(hour.plus(HOUR), hour.plus(HOUR.multipliedBy(2)), hour.plus(HOUR.multipliedBy(3)));
    }

    @Test
    default void whatWasDueWhileNothingRanIsMadeUpFor() {
        TestEngine first = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(first, "jobs", SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.ALLOW_ALL));
        first.stop();
        skipTo(hour.plus(HOUR.multipliedBy(5)));

        engine();

        untilRuns(5);
        assertThat(schedule.describe().counts()).isEqualTo(new ScheduleCounts(5, 0, 0, 0));
    }

    @Test
    default void whatIsPastTheCatchUpWindowIsMissed() {
        TestEngine first = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(
                first,
                "jobs",
                SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.ALLOW_ALL).withCatchUpWindow(Duration.ofMinutes(90)));
        first.stop();
        skipTo(hour.plus(HOUR.multipliedBy(5)));

        engine();
        untilRuns(2);

        assertThat(workflowIds())
                .containsExactlyInAnyOrder(
                        "jobs-" + hour.plus(HOUR.multipliedBy(4)), "jobs-" + hour.plus(HOUR.multipliedBy(5)));
        assertThat(schedule.describe().counts()).isEqualTo(new ScheduleCounts(2, 3, 0, 0));
    }

    @Test
    default void aLongOutageIsWorkedOffInSeveralTurns() {
        TestEngine first = engines().engine().workflow(Report.class).start();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = first.schedules()
                .create(
                        "reports",
                        Schedule.of(
                                ScheduleSpec.every(Duration.ofMinutes(1)),
                                first.schedules().action(Report.class, w -> w.run("eu", null))));
        first.stop();
        skipTo(hour.plus(HOUR.multipliedBy(40)));

        engines().engine().workflow(Report.class).start();

        engines()
                .until(() -> schedule.describe().counts().actions()
                                + schedule.describe().counts().skipped()
                        >= 2400);
        assertThat(schedule.describe().counts().actions()).isBetween(1L, 10L);
    }

    @Test
    default void timesBeforeTheCreationAreNotMadeUpFor() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = engine.schedules()
                .create(
                        "jobs",
                        Schedule.of(
                                HOURLY.withStartAt(hour.minus(Duration.ofDays(1))),
                                engine.schedules().action(Job.class, Job::run)));

        skipTo(hour.plus(HOUR));
        untilRuns(1);

        assertThat(schedule.describe().counts()).isEqualTo(new ScheduleCounts(1, 0, 0, 0));
    }

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
    default void aRunIsToldTheResultOfTheOneBefore() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        create(engine, "jobs", SchedulePolicy.DEFAULT);
        skipTo(hour.plus(HOUR));
        untilRuns(1);
        finish(engine, "jobs-" + hour.plus(HOUR));
        skipTo(hour.plus(HOUR.multipliedBy(2)));
        untilRuns(2);

        assertThat(started("jobs-" + hour.plus(HOUR)).origin().lastResult()).isNull();
        assertThat(started("jobs-" + hour.plus(HOUR.multipliedBy(2))).origin().lastResult())
                .isEqualTo(Payload.json("\"finished\""));
    }

    @Test
    default void aWorkflowThatGoesOnAsANewRunIsStillOpen() {
        TestEngine engine = engines().engine().workflow(Relay.class).start();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = engine.schedules()
                .create("relay", Schedule.of(HOURLY, engine.schedules().action(Relay.class, w -> w.run(1))));
        skipTo(hour.plus(HOUR));
        engines().until(() -> engines().allRuns().size() == 2);

        skipTo(hour.plus(HOUR.multipliedBy(2)));
        engines().until(() -> schedule.describe().counts().skipped() == 1);

        assertThat(schedule.describe().runningActions())
                .singleElement()
                .satisfies(action -> assertThat(action.runId())
                        .isEqualTo(engines().run("relay-" + hour.plus(HOUR)).runId()));
    }

    @Test
    default void aLimitedNumberOfActionsIsTaken() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = engine.schedules()
                .create(
                        "jobs",
                        Schedule.of(HOURLY, engine.schedules().action(Job.class, Job::run))
                                .withPolicy(SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.ALLOW_ALL))
                                .withState(ScheduleState.ACTIVE.withRemainingActions(2)));
        skipTo(hour.plus(HOUR));
        untilRuns(1);
        schedule.trigger();
        untilRuns(2);
        skipTo(hour.plus(HOUR.multipliedBy(4)));
        untilRuns(3);
        engines()
                .until(() -> Integer.valueOf(0)
                        .equals(schedule.describe().schedule().state().remainingActions()));

        schedule.update(definition -> definition.withState(definition.state().withRemainingActions(1)));
        skipTo(hour.plus(HOUR.multipliedBy(5)));
        untilRuns(4);

        assertThat(workflowIds()).contains("jobs-" + hour.plus(HOUR.multipliedBy(5)));
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
    default void anIdIsUsedOnlyOnce() {
        TestEngine engine = engine();
        create(engine, "jobs", SchedulePolicy.DEFAULT);

        assertThatExceptionOfType(ScheduleAlreadyExistsException.class)
                .isThrownBy(() -> create(engine, "jobs", SchedulePolicy.DEFAULT));
    }

    @Test
    default void nodesDoNotTakeAnActionTwice() {
        List<TestEngine> nodes = IntStream.range(0, 3).mapToObj(i -> engine()).toList();
        Instant hour = beginAnHour();
        for (int i = 0; i < 10; i++) {
            create(nodes.get(0), "jobs-" + i, SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.ALLOW_ALL));
        }

        for (int i = 1; i <= 4; i++) {
            skipTo(hour.plus(HOUR.multipliedBy(i)));
            untilRuns(10 * i);
        }

        assertThat(workflowIds()).doesNotHaveDuplicates();
        assertThat(nodes.get(0).schedules().list(ScheduleFilter.ALL).schedules())
                .hasSize(10)
                .allSatisfy(schedule -> assertThat(schedule.counts()).isEqualTo(new ScheduleCounts(4, 0, 0, 0)));
    }

    @Test
    default void aNodeThatDiesWhileItActsLosesNothingAndRepeatsNothing() {
        AtomicBoolean armed = new AtomicBoolean();
        TestEngine[] dying = new TestEngine[1];
        dying[0] = engines()
                .engine()
                .workflow(Job.class)
                .nodeName("node")
                .probe(new StoreProbe() {
                    @Override
                    public void before(StoreOperation operation) {
                        if (operation == StoreOperation.COMMIT_SCHEDULE && armed.get()) {
                            dying[0].crash();
                        }
                    }
                })
                .start();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(dying[0], "jobs", SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.ALLOW_ALL));
        engines().until(() -> wakesAt("jobs", hour.plus(HOUR)));
        armed.set(true);
        skipTo(hour.plus(HOUR));
        engines().until(() -> !wakesAt("jobs", hour.plus(HOUR)));

        TestEngine next =
                engines().engine().workflow(Job.class).nodeName("node").start();
        engines().time().skip(Duration.ofMinutes(1));
        untilRuns(1);

        finish(next, "jobs-" + hour.plus(HOUR));
        assertThat(next.schedules().schedule(schedule.scheduleId()).describe().counts())
                .isEqualTo(new ScheduleCounts(1, 0, 0, 0));
    }

    @Test
    default void aCommitWhoseAnswerIsLostIsNotRepeated() {
        AtomicBoolean lost = new AtomicBoolean();
        TestEngine engine = engines()
                .engine()
                .workflow(Job.class)
                .probe(new StoreProbe() {
                    @Override
                    public void after(StoreOperation operation) {
                        if (operation == StoreOperation.COMMIT_SCHEDULE && lost.compareAndSet(true, false)) {
                            throw new StoreUnavailableException("The answer was lost.", true, null);
                        }
                    }
                })
                .start();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(engine, "jobs", SchedulePolicy.DEFAULT);
        engines().until(() -> wakesAt("jobs", hour.plus(HOUR)));
        lost.set(true);

        skipTo(hour.plus(HOUR));
        untilRuns(1);
        finish(engine, "jobs-" + hour.plus(HOUR));

        assertThat(lost).isFalse();
        assertThat(schedule.describe().counts()).isEqualTo(new ScheduleCounts(1, 0, 0, 0));
    }

    @Test
    default void aWorkflowIdThatIsInUseIsLeftOut() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(engine, "jobs", SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.ALLOW_ALL));
        engine.client().newWorkflow(Job.class).id("jobs-" + hour.plus(HOUR)).start(Job::run);

        skipTo(hour.plus(HOUR));
        engines().until(() -> schedule.describe().counts().skipped() == 1);
        skipTo(hour.plus(HOUR.multipliedBy(2)));
        untilRuns(2);

        assertThat(schedule.describe().counts()).isEqualTo(new ScheduleCounts(1, 0, 1, 0));
    }

    @Test
    default void whatWaitsIsTakenWhenAnotherNodeHasTheWorkflow() {
        TestEngine first = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(first, "jobs", SchedulePolicy.DEFAULT.withOverlap(OverlapPolicy.BUFFER_ONE));
        skipTo(hour.plus(HOUR.multipliedBy(2)));
        engines().until(() -> schedule.describe().waiting().size() == 1);

        TestEngine second = engine();
        first.stop();
        finish(second, "jobs-" + hour.plus(HOUR));

        engines().untilInFastTime(() -> engines().allRuns().size() == 2);
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

    @Test
    default void aLambdaMustPassOnWhatItIsGiven() {
        TestEngine engine = engine();

        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> engine.schedules().action(Report.class, (w, start) -> w.run("eu", null)))
                .extracting(DurableException::code)
                .isEqualTo(ErrorCode.STUB_CALL_ILLEGAL);
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> engine.schedules().action(Job.class, Job::finish))
                .extracting(DurableException::code)
                .isEqualTo(ErrorCode.STUB_CALL_ILLEGAL);
    }

    @Test
    default void aScheduleThatAWorkflowDeclaresIsCreatedOnce() {
        List<TestEngine> nodes = IntStream.range(0, 2)
                .mapToObj(i -> engines().engine().workflow(Nightly.class).start())
                .toList();

        ScheduleHandle schedule = nodes.get(0).schedules().schedule("Nightly");
        Instant next = schedule.describe().nextActionTimes().get(0);
        skipTo(next);
        untilRuns(1);

        assertThat(next.atZone(ZoneId.of("Europe/Berlin")).getHour()).isEqualTo(3);
        assertThat(onlyRun().workflowId()).isEqualTo("Nightly-" + next);
        assertThat(nodes.get(1).workflow("Nightly-" + next).result(Instant.class, EngineFixture.PATIENCE))
                .isEqualTo(next);
    }

    @Test
    default void aDeclarationThatChangesChangesTheScheduleButNotAPause() {
        TestEngine first = engines().engine().workflow(Nightly.class).start();
        first.schedules().schedule("Nightly").pause("Not tonight");
        ScheduleDescription before = first.schedules().schedule("Nightly").describe();
        first.stop();
        engines().time().skip(HOUR);

        TestEngine same = engines().engine().workflow(Nightly.class).start();
        assertThat(same.schedules().schedule("Nightly").describe().updatedAt()).isEqualTo(before.updatedAt());
        same.stop();
        TestEngine second = engines()
                .engine()
                .workflow(Nightly.class)
                .configure(builder -> builder.scheduleOptions(
                        Map.of("Nightly", new ScheduleOptions(null, "6h/5h", null, null, null))))
                .start();

        ScheduleDescription after = second.schedules().schedule("Nightly").describe();
        assertThat(after.note()).isEqualTo("Not tonight");
        assertThat(after.paused()).isTrue();
        assertThat(after.schedule().spec().cronExpressions()).isEmpty();
        assertThat(after.schedule().spec().intervals()).containsExactly(ScheduleInterval.parse("6h/5h"));
    }

    @Test
    default void theConfigurationPausesADeclaredSchedule() {
        ScheduleOptions paused = new ScheduleOptions(null, null, null, null, true);
        TestEngine first = engines()
                .engine()
                .workflow(Nightly.class)
                .configure(builder -> builder.scheduleOptions(Map.of("Nightly", paused)))
                .start();
        assertThat(first.schedules().schedule("Nightly").describe().paused()).isTrue();
        first.stop();

        TestEngine second = engines().engine().workflow(Nightly.class).start();

        assertThat(second.schedules().schedule("Nightly").describe().paused()).isFalse();
    }

    @Test
    default void aNodeThatOnlyUsesTheClientKeepsNoDeclaredSchedules() {
        TestEngine client =
                engines().engine().workflow(Nightly.class).clientOnly().start();

        assertThat(client.schedules().list(ScheduleFilter.ALL).schedules()).isEmpty();
    }

    /** An engine for the workflows of these tests. */
    private TestEngine engine() {
        return engines().engine().workflow(Job.class, Report.class).start();
    }

    private static ScheduleHandle create(TestEngine engine, String scheduleId, SchedulePolicy policy) {
        return engine.schedules()
                .create(
                        scheduleId,
                        Schedule.of(HOURLY, engine.schedules().action(Job.class, Job::run))
                                .withPolicy(policy));
    }

    /** Lets a full hour begin, so that none begins by itself during the test, and says which. */
    private Instant beginAnHour() {
        Instant hour = engines().time().now().truncatedTo(ChronoUnit.HOURS).plus(HOUR);
        skipTo(hour.plusSeconds(1));
        return hour;
    }

    private void skipTo(Instant time) {
        engines().time().skip(Duration.between(engines().time().now(), time));
    }

    private void untilRuns(int count) {
        engines().until(() -> engines().allRuns().size() >= count);
        assertThat(engines().allRuns()).hasSize(count);
    }

    private WorkflowSummary onlyRun() {
        assertThat(engines().allRuns()).hasSize(1);
        return engines().allRuns().get(0);
    }

    private long openRuns() {
        return engines().allRuns().stream()
                .filter(run -> !run.status().isClosed())
                .count();
    }

    private List<String> workflowIds() {
        return engines().allRuns().stream().map(WorkflowSummary::workflowId).toList();
    }

    private boolean wakesAt(String scheduleId, Instant time) {
        return engines()
                .store()
                .findSchedule(scheduleId)
                .filter(row -> time.equals(row.wakeAt()))
                .isPresent();
    }

    private WorkflowExecutionStarted started(String workflowId) {
        return (WorkflowExecutionStarted) engines().history(workflowId).get(0);
    }

    private void finish(TestEngine engine, String workflowId) {
        engine.workflow(workflowId).signal("finish");
        untilClosed(workflowId);
    }

    private void untilClosed(String workflowId) {
        engines().until(() -> engines().run(workflowId).status().isClosed());
    }

    @Workflow
    class Job {

        private final WorkflowContext workflow;
        private boolean finished;
        private boolean failed;

        Job(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.await(() -> finished || failed);
            if (failed) {
                throw ApplicationFailure.of("It broke", "Broken");
            }
            return "finished";
        }

        @SignalMethod
        public void finish() {
            finished = true;
        }

        @SignalMethod
        public void fail() {
            failed = true;
        }
    }

    @Workflow
    @WorkflowSchedule(cron = "0 3 * * *", zone = "Europe/Berlin")
    class Nightly {

        @WorkflowMethod
        public Instant run(ScheduledStart start) {
            return start.scheduledAt();
        }
    }

    /** Does not react to a cancellation. */
    @Workflow
    class Stubborn {

        private final WorkflowContext workflow;
        private boolean finished;

        Stubborn(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.newDetachedCancellationScope(() -> workflow.await(() -> finished))
                    .run();
        }

        @SignalMethod
        public void finish() {
            finished = true;
        }
    }

    @Workflow
    class Report {

        @WorkflowMethod
        public String run(String region, ScheduledStart start) {
            return start == null ? region : region + " of " + start.scheduleId() + " at " + start.scheduledAt();
        }
    }

    @Workflow(runTimeout = "1h")
    class Limited {

        @WorkflowMethod
        public void run() {}
    }

    /** Goes on as a new run once. */
    @Workflow
    class Relay {

        private final WorkflowContext workflow;

        Relay(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run(int leg) {
            if (leg == 1) {
                throw workflow.continueAsNew(Relay.class, next -> next.run(2));
            }
            workflow.sleep(Duration.ofDays(30));
        }
    }
}
