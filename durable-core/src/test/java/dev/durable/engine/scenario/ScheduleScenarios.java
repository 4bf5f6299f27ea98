package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.Payload;
import dev.durable.schedule.OverlapPolicy;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleAlreadyExistsException;
import dev.durable.schedule.ScheduleCounts;
import dev.durable.schedule.ScheduleHandle;
import dev.durable.schedule.SchedulePolicy;
import dev.durable.schedule.ScheduleSpec;
import dev.durable.schedule.ScheduleState;
import dev.durable.schedule.ScheduledStart;
import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchAttributes;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When schedules start workflows, and what those are told. */
public interface ScheduleScenarios extends ScheduledJobs {

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
    default void anIdIsUsedOnlyOnce() {
        TestEngine engine = engine();
        create(engine, "jobs", SchedulePolicy.DEFAULT);

        assertThatExceptionOfType(ScheduleAlreadyExistsException.class)
                .isThrownBy(() -> create(engine, "jobs", SchedulePolicy.DEFAULT));
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

    @Workflow(runTimeout = "1h")
    class Limited {

        @WorkflowMethod
        public void run() {}
    }
}
