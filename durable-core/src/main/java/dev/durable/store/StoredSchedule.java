package dev.durable.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The row of a schedule. What the texts say is the engine's business.
 *
 * @param scheduleId the schedule
 * @param version how often the row was replaced, from 1; the fence against others who replace it at the same time
 * @param wakeAt when somebody has to look at it, or null
 * @param paused whether it is paused, for those who look at the table
 * @param definition what it does and when, as JSON
 * @param progress what it has done and is about to do, as JSON
 */
public record StoredSchedule(
        String scheduleId, int version, @Nullable Instant wakeAt, boolean paused, String definition, String progress) {

    /** The same row to be looked at another time. */
    public StoredSchedule withWakeAt(@Nullable Instant time) {
        return new StoredSchedule(scheduleId, version, time, paused, definition, progress);
    }
}
