package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowSummary;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.ApplicationFailure;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleHandle;
import dev.durable.schedule.SchedulePolicy;
import dev.durable.schedule.ScheduleSpec;
import dev.durable.schedule.ScheduledStart;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What scenarios of schedules share: jobs that run until they are told to end, and hours that begin when a test wants it. */
interface ScheduledJobs extends EngineScenarios {

    Duration HOUR = Duration.ofHours(1);
    ScheduleSpec HOURLY = ScheduleSpec.every(HOUR);

    /** An engine for the workflows of these tests. */
    default TestEngine engine() {
        return engines().engine().workflow(Job.class, Report.class).start();
    }

    /** An hourly schedule of jobs. */
    default ScheduleHandle create(TestEngine engine, String scheduleId, SchedulePolicy policy) {
        return engine.schedules()
                .create(
                        scheduleId,
                        Schedule.of(HOURLY, engine.schedules().action(Job.class, Job::run))
                                .withPolicy(policy));
    }

    /** Lets a full hour begin, so that none begins by itself during the test, and says which. */
    default Instant beginAnHour() {
        Instant hour = engines().time().now().truncatedTo(ChronoUnit.HOURS).plus(HOUR);
        skipTo(hour.plusSeconds(1));
        return hour;
    }

    /** Lets the time come. */
    default void skipTo(Instant time) {
        engines().time().skip(Duration.between(engines().time().now(), time));
    }

    /** Waits until there are so many runs, and no more. */
    default void untilRuns(int count) {
        engines().until(() -> engines().allRuns().size() >= count);
        assertThat(engines().allRuns()).hasSize(count);
    }

    /** The one run that there is. */
    default WorkflowSummary onlyRun() {
        assertThat(engines().allRuns()).hasSize(1);
        return engines().allRuns().get(0);
    }

    /** How many runs are open. */
    default long openRuns() {
        return engines().allRuns().stream()
                .filter(run -> !run.status().isClosed())
                .count();
    }

    /** The workflow ids of all runs. */
    default List<String> workflowIds() {
        return engines().allRuns().stream().map(WorkflowSummary::workflowId).toList();
    }

    /** Whether the schedule is to be looked at at that time. */
    default boolean wakesAt(String scheduleId, Instant time) {
        return engines()
                .store()
                .findSchedule(scheduleId)
                .filter(row -> time.equals(row.wakeAt()))
                .isPresent();
    }

    /** How the workflow was started. */
    default WorkflowExecutionStarted started(String workflowId) {
        return (WorkflowExecutionStarted) engines().history(workflowId).get(0);
    }

    /** Lets a job finish, and waits for it. */
    default void finish(TestEngine engine, String workflowId) {
        engine.workflow(workflowId).signal("finish");
        untilClosed(workflowId);
    }

    /** Waits until the workflow has closed. */
    default void untilClosed(String workflowId) {
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
    class Report {

        @WorkflowMethod
        public String run(String region, ScheduledStart start) {
            return start == null ? region : region + " of " + start.scheduleId() + " at " + start.scheduledAt();
        }
    }
}
