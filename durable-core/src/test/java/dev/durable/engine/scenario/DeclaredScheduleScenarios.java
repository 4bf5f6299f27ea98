package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.schedule.ScheduleDescription;
import dev.durable.schedule.ScheduleFilter;
import dev.durable.schedule.ScheduleHandle;
import dev.durable.schedule.ScheduleInterval;
import dev.durable.schedule.ScheduleOptions;
import dev.durable.schedule.ScheduledStart;
import dev.durable.schedule.WorkflowSchedule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Schedules that workflow classes declare. */
public interface DeclaredScheduleScenarios extends ScheduledJobs {

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

    @Workflow
    @WorkflowSchedule(cron = "0 3 * * *", zone = "Europe/Berlin")
    class Nightly {

        @WorkflowMethod
        public Instant run(ScheduledStart start) {
            return start.scheduledAt();
        }
    }
}
