package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.ResetOptions;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.TestEngine;
import dev.durable.schedule.OverlapPolicy;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleActionResult;
import dev.durable.schedule.ScheduleCounts;
import dev.durable.schedule.ScheduleHandle;
import dev.durable.schedule.SchedulePolicy;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What schedules do while a workflow that they have started is open. */
public interface ScheduleOverlapScenarios extends ScheduledJobs {

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
    default void workflowThatWasResetIsOpenAsLongAsItsNewRun() {
        TestEngine engine = engine();
        Instant hour = beginAnHour();
        ScheduleHandle schedule = create(engine, "jobs", SchedulePolicy.DEFAULT);
        skipTo(hour.plus(HOUR));
        untilRuns(1);
        engine.workflow("jobs-" + hour.plus(HOUR)).reset(ResetOptions.toStart());

        skipTo(hour.plus(HOUR.multipliedBy(2)));
        engines()
                .until(() -> schedule.describe().counts().actions()
                                + schedule.describe().counts().skipped()
                        == 2);

        assertThat(schedule.describe().counts().skipped()).isEqualTo(1);
        assertThat(openRuns()).isEqualTo(1);
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
