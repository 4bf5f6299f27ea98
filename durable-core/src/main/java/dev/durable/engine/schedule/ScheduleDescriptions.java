package dev.durable.engine.schedule;

import dev.durable.schedule.ScheduleActionResult;
import dev.durable.schedule.ScheduleDescription;
import dev.durable.schedule.ScheduleSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of a schedule, looking up how its workflows stand at this moment. */
final class ScheduleDescriptions {

    private static final int NEXT_TIMES = 10;

    private final RunningWorkflows workflows;

    ScheduleDescriptions(ScheduleServices services) {
        this.workflows = new RunningWorkflows(services.store());
    }

    ScheduleDescription describe(LoadedSchedule schedule, Instant now) {
        ScheduleProgress progress = schedule.progress();
        return new ScheduleDescription(
                schedule.scheduleId(),
                schedule.schedule(),
                nextTimes(schedule, now),
                results(progress.recent()),
                results(progress.running()).stream()
                        .filter(result ->
                                result.status() != null && !result.status().isClosed())
                        .toList(),
                progress.waiting().stream().map(WaitingAction::scheduledAt).toList(),
                progress.backfills(),
                progress.counts(),
                progress.createdAt(),
                progress.updatedAt());
    }

    static ScheduleSummary summary(LoadedSchedule schedule, Instant now) {
        ActionTime next = schedule.schedule().state().acts() ? schedule.times().next(from(schedule, now)) : null;
        return new ScheduleSummary(
                schedule.scheduleId(),
                schedule.schedule(),
                next == null ? null : next.due(),
                schedule.progress().counts());
    }

    private static List<Instant> nextTimes(LoadedSchedule schedule, Instant now) {
        ScheduleTimes times = schedule.times();
        List<Instant> next = new ArrayList<>(NEXT_TIMES);
        @Nullable ActionTime time = times.next(from(schedule, now));
        while (time != null && next.size() < NEXT_TIMES) {
            next.add(time.due());
            time = times.next(time.nominal());
        }
        return next;
    }

    /** What passes while it is paused is not made up for. */
    private static Instant from(LoadedSchedule schedule, Instant now) {
        Instant actedUntil = schedule.progress().actedUntil();
        return schedule.schedule().state().acts() || actedUntil.isAfter(now) ? actedUntil : now;
    }

    private List<ScheduleActionResult> results(List<TakenAction> actions) {
        return actions.stream().map(this::result).toList();
    }

    private ScheduleActionResult result(TakenAction action) {
        RunningWorkflows.Standing standing = workflows.of(action);
        return new ScheduleActionResult(
                action.scheduledAt(), action.startedAt(), action.workflowId(), standing.runId(), standing.status());
    }
}
