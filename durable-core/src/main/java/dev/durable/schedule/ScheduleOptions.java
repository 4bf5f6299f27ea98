package dev.durable.schedule;

import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What is configured for a {@link WorkflowSchedule}, laid over what the annotation says.
 *
 * @param cron another cron expression, which takes the place of an interval, too; null to leave that open
 * @param every another interval, which takes the place of a cron expression, too; null to leave that open
 * @param zone another time zone, or null
 * @param jitter another jitter, or null
 * @param paused whether the schedule is paused from the start of the engine on; null to leave it as it is
 */
public record ScheduleOptions(
        @Nullable String cron,
        @Nullable String every,
        @Nullable ZoneId zone,
        @Nullable Duration jitter,
        @Nullable Boolean paused) {

    /** Leaves everything open. */
    public static final ScheduleOptions NONE = new ScheduleOptions(null, null, null, null, null);
}
