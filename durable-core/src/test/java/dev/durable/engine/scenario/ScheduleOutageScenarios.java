package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.schedule.OverlapPolicy;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleCounts;
import dev.durable.schedule.ScheduleFilter;
import dev.durable.schedule.ScheduleHandle;
import dev.durable.schedule.SchedulePolicy;
import dev.durable.schedule.ScheduleSpec;
import dev.durable.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Schedules on several nodes, and on nodes that are away or die. */
public interface ScheduleOutageScenarios extends ScheduledJobs {

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
    default void whatANodeWithoutAWorkerCreatesAndChangesAnotherOneNotices() {
        engine();
        TestEngine client = engines().engine().workflow(Job.class).clientOnly().start();
        Instant hour = beginAnHour();

        ScheduleHandle schedule = create(client, "jobs", SchedulePolicy.DEFAULT);
        engines().until(() -> wakesAt("jobs", hour.plus(HOUR)));
        schedule.trigger();

        untilRuns(1);
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
}
