package dev.durable.docs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.client.WorkflowClient;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleActionResult;
import dev.durable.schedule.ScheduleClient;
import dev.durable.schedule.ScheduleHandle;
import dev.durable.schedule.ScheduleSpec;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The samples about schedules do what their page says. */
@SpringBootTest(properties = "spring.datasource.generate-unique-name=true")
class ScheduleGuideTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Autowired
    private ScheduleClient schedules;

    @Autowired
    private WorkflowClient client;

    @Autowired
    private ScheduleExamples examples;

    @Autowired
    private Ledger ledger;

    @Test
    void declaredScheduleReconcilesTheDayBefore() {
        ScheduleHandle schedule = schedules.schedule("nightly-reconciliation");
        Instant before = Instant.now();

        schedule.trigger();
        await().atMost(PATIENCE).until(() -> !ledger.days().isEmpty());

        assertThat(ledger.days().get(0))
                .isIn(
                        LocalDate.ofInstant(before, BERLIN).minusDays(1),
                        LocalDate.ofInstant(Instant.now(), BERLIN).minusDays(1));
        assertThat(schedule.describe().nextActionTimes().get(0).atZone(BERLIN).getHour())
                .isEqualTo(3);
    }

    @Test
    void createdScheduleIsOperated() {
        ScheduleHandle schedule = examples.create("eu");
        Instant firstOfJune = Instant.parse("2026-06-01T04:00:00Z");
        examples.policy(schedule.scheduleId());

        examples.operate(schedule.scheduleId(), firstOfJune, firstOfJune.plus(Duration.ofDays(40)));
        await().atMost(PATIENCE).until(() -> examples.runs("statements-eu") == 3);

        assertThat(client.workflow("statements-eu-2026-06-01T04:00:00Z").result(String.class, PATIENCE))
                .isEqualTo("Statements of eu for 2026-06-01T04:00:00Z");
        assertThat(schedule.describe().recentActions())
                .extracting(ScheduleActionResult::workflowId)
                .contains("statements-eu-2026-06-01T04:00:00Z", "statements-eu-2026-07-01T04:00:00Z");
        assertThat(examples.describe(schedule.scheduleId())).isEqualTo("active: The bank is back next 10 recent 3");
        assertThat(examples.list()).contains("nightly-reconciliation", "statements-eu");
    }

    @Test
    void specsSayWhatTheCommentsSay() {
        assertThat(nextTimes(examples.calendar())).hasSize(10).allSatisfy(time -> {
            ZonedDateTime local = time.atZone(BERLIN);
            assertThat(local.getDayOfWeek()).isNotEqualTo(DayOfWeek.SUNDAY);
            assertThat(local.toLocalTime())
                    .isEqualTo(local.getDayOfWeek() == DayOfWeek.SATURDAY ? LocalTime.of(12, 0) : LocalTime.of(9, 30));
            assertThat(local.getMonth() == Month.DECEMBER && List.of(24, 25, 26).contains(local.getDayOfMonth()))
                    .isFalse();
        });
        assertThat(nextTimes(examples.interval())).allSatisfy(time -> {
            assertThat(time).isBetween("2027-01-01T00:00:00Z", "2027-07-01T00:00:00Z");
            assertThat(time.atZone(ZoneOffset.UTC).getMinute() % 15).isLessThanOrEqualTo(2);
        });
    }

    @Test
    void scheduleThatMayActSoOftenStopsByItself() {
        ScheduleHandle schedule = examples.limited("eu");

        await().atMost(PATIENCE)
                .until(() -> !schedule.describe().schedule().state().acts());

        assertThat(examples.runs("limited-eu")).isEqualTo(2);
        schedule.delete();
    }

    private List<Instant> nextTimes(ScheduleSpec spec) {
        ScheduleHandle schedule = schedules.create(
                "spec",
                Schedule.of(spec, schedules.action(ReconciliationWorkflow.class, (w, start) -> w.reconcile(start))));
        try {
            return schedule.describe().nextActionTimes();
        } finally {
            schedule.delete();
        }
    }
}
