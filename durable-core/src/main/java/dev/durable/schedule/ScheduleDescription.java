package dev.durable.schedule;

import java.time.Instant;
import java.util.List;

/**
 * What is known of a schedule.
 *
 * @param scheduleId the schedule
 * @param schedule its definition; {@link Schedule#state()} says whether it is paused, and why
 * @param nextActionTimes the next times of its spec, jitter included, ten at most; while it is paused they pass without an action
 * @param recentActions the latest actions, newest first, ten at most
 * @param runningActions actions whose workflows are open, oldest first; of those started by {@link OverlapPolicy#ALLOW_ALL} only recent ones
 * @param waiting scheduled times that wait for an open workflow to close
 * @param backfills stretches of time that are still being worked through
 * @param counts what it has done so far
 * @param createdAt when it was created
 * @param updatedAt when its definition was changed last
 */
public record ScheduleDescription(
        String scheduleId,
        Schedule schedule,
        List<Instant> nextActionTimes,
        List<ScheduleActionResult> recentActions,
        List<ScheduleActionResult> runningActions,
        List<Instant> waiting,
        List<ScheduleBackfill> backfills,
        ScheduleCounts counts,
        Instant createdAt,
        Instant updatedAt) {

    /** Copies the lists. */
    public ScheduleDescription {
        nextActionTimes = List.copyOf(nextActionTimes);
        recentActions = List.copyOf(recentActions);
        runningActions = List.copyOf(runningActions);
        waiting = List.copyOf(waiting);
        backfills = List.copyOf(backfills);
    }

    /** Whether it is paused. */
    public boolean paused() {
        return schedule.state().paused();
    }

    /** Why it is paused or not, for people. */
    public String note() {
        return schedule.state().note();
    }
}
