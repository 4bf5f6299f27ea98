package dev.durable.docs.schedule;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.schedule.OverlapPolicy;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleActionResult;
import dev.durable.schedule.ScheduleBackfill;
import dev.durable.schedule.ScheduleCalendar;
import dev.durable.schedule.ScheduleClient;
import dev.durable.schedule.ScheduleDescription;
import dev.durable.schedule.ScheduleFilter;
import dev.durable.schedule.ScheduleHandle;
import dev.durable.schedule.SchedulePage;
import dev.durable.schedule.SchedulePolicy;
import dev.durable.schedule.ScheduleRange;
import dev.durable.schedule.ScheduleSpec;
import dev.durable.schedule.ScheduleState;
import dev.durable.schedule.ScheduleSummary;
import dev.durable.schedule.ScheduledStart;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class ScheduleExamples {

    private final ScheduleClient schedules;
    private final WorkflowClient client;

    ScheduleExamples(ScheduleClient schedules, WorkflowClient client) {
        this.schedules = schedules;
        this.client = client;
    }

    ScheduleHandle create(String region) {
        // region create
        ScheduleHandle statements = schedules.create(
                "statements-" + region,
                Schedule.of(
                        ScheduleSpec.cron("0 6 1 * *").withZone(ZoneId.of("Europe/Berlin")),
                        schedules.action(StatementWorkflow.class, (w, start) -> w.send(region, start))));
        // endregion
        return statements;
    }

    ScheduleHandle limited(String region) {
        // region limited
        ScheduleHandle trial = schedules.create(
                "limited-" + region,
                Schedule.of(
                                ScheduleSpec.every(Duration.ofSeconds(1)),
                                schedules.action(StatementWorkflow.class, (w, start) -> w.send(region, start)))
                        .withState(ScheduleState.ACTIVE.withRemainingActions(2)));
        // endregion
        return trial;
    }

    ScheduleSpec calendar() {
        // region calendar
        ScheduleSpec spec = ScheduleSpec.NEVER
                .withCalendar(ScheduleCalendar.at(9, 30)
                        .withDaysOfWeek(ScheduleRange.of(1, 5)) // as in cron: 0 and 7 are Sunday
                        .withComment("on working days"))
                .withCalendar(ScheduleCalendar.at(12, 0).withDaysOfWeek(DayOfWeek.SATURDAY))
                .withSkip(ScheduleCalendar.EVERY_SECOND // a whole day, whatever would happen on it
                        .withMonths(Month.DECEMBER)
                        .withDaysOfMonth(24, 25, 26))
                .withZone(ZoneId.of("Europe/Berlin"));
        // endregion
        return spec;
    }

    ScheduleSpec interval() {
        // region interval
        ScheduleSpec spec = ScheduleSpec.every(Duration.ofMinutes(15)) // :00, :15, :30, :45
                .withStartAt(Instant.parse("2027-01-01T00:00:00Z"))
                .withEndAt(Instant.parse("2027-06-30T23:59:59Z"))
                .withJitter(Duration.ofMinutes(2)); // each up to two minutes later
        // endregion
        return spec;
    }

    void policy(String scheduleId) {
        // region policy
        schedules
                .schedule(scheduleId)
                .update(schedule -> schedule.withPolicy(SchedulePolicy.DEFAULT
                        .withOverlap(OverlapPolicy.BUFFER_ONE)
                        .withCatchUpWindow(Duration.ofHours(6))
                        .withPauseOnFailure(true)));
        // endregion
    }

    void operate(String scheduleId, Instant from, Instant to) {
        // region operate
        ScheduleHandle schedule = schedules.schedule(scheduleId);
        schedule.pause("The bank has a maintenance window");
        schedule.trigger(); // works while paused, too
        schedule.backfill(ScheduleBackfill.of(from, to).withOverlap(OverlapPolicy.BUFFER_ALL));
        schedule.unpause("The bank is back");
        // endregion
    }

    String describe(String scheduleId) {
        // region describe
        ScheduleDescription description = schedules.schedule(scheduleId).describe();
        List<Instant> next = description.nextActionTimes();
        List<ScheduleActionResult> recent = description.recentActions(); // newest first, with the status of each run
        String state = (description.paused() ? "paused: " : "active: ") + description.note();
        // endregion
        return state + " next " + next.size() + " recent " + recent.size();
    }

    List<String> list() {
        // region list
        List<String> ids = new ArrayList<>();
        SchedulePage page = schedules.list(ScheduleFilter.ALL);
        page.schedules().stream().map(ScheduleSummary::scheduleId).forEach(ids::add);
        while (page.nextCursor() != null) {
            page = schedules.list(ScheduleFilter.ALL.withCursor(page.nextCursor()));
            page.schedules().stream().map(ScheduleSummary::scheduleId).forEach(ids::add);
        }
        // endregion
        return ids;
    }

    int runs(String scheduleId) {
        // region runs
        WorkflowPage runs = client.list(WorkflowFilter.ALL.with(ScheduledStart.SCHEDULE_ID.is(scheduleId)));
        // endregion
        return runs.workflows().size();
    }
}
