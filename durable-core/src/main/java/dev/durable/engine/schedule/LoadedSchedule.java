package dev.durable.engine.schedule;

import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleJson;
import dev.durable.store.StoredSchedule;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as it was read.
 *
 * @param scheduleId the schedule
 * @param version of its row
 * @param schedule its definition
 * @param progress how far it has come
 */
record LoadedSchedule(String scheduleId, int version, Schedule schedule, ScheduleProgress progress) {

    private static final int HIGHEST_FIRST_VERSION = 1 << 30;

    /** Reads a row. */
    static LoadedSchedule of(StoredSchedule row) {
        return new LoadedSchedule(
                row.scheduleId(),
                row.version(),
                ScheduleJson.read(row.definition()),
                ProgressJson.read(row.progress()));
    }

    /**
     * A schedule that was not stored yet. Its version begins somewhere, so that a node that still looks at a deleted one of the id does not take it
     * for that and put the former in its place.
     */
    static LoadedSchedule created(String scheduleId, Schedule schedule, Instant now) {
        int version = ThreadLocalRandom.current().nextInt(1, HIGHEST_FIRST_VERSION);
        return new LoadedSchedule(scheduleId, version, schedule, ScheduleProgress.beginningAt(now));
    }

    LoadedSchedule with(Schedule newSchedule, ScheduleProgress newProgress) {
        return new LoadedSchedule(scheduleId, version, newSchedule, newProgress);
    }

    /** The schedule with another definition from now on. */
    LoadedSchedule redefined(Schedule newSchedule, Instant now) {
        ScheduleTimes newTimes = new ScheduleTimes(scheduleId, newSchedule.spec());
        return with(newSchedule, progress.afterChange(schedule, newSchedule, newTimes, now));
    }

    ScheduleTimes times() {
        return new ScheduleTimes(scheduleId, schedule.spec());
    }

    /** The row that takes the place of the one that was read. */
    StoredSchedule toRow(@Nullable Instant wakeAt) {
        return new StoredSchedule(
                scheduleId,
                version,
                wakeAt,
                schedule.state().paused(),
                ScheduleJson.write(schedule),
                ProgressJson.write(progress));
    }
}
