package dev.durable.autoconfigure;

import dev.durable.schedule.ScheduleOptions;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Options of one schedule that a workflow declares with {@link dev.durable.schedule.WorkflowSchedule}. They go before the annotation.
 *
 * @param cron When the workflow is started, as a cron expression; takes the place of an interval, too.
 * @param every At what distances the workflow is started, as in 15m or, with an offset, 6h/5h; takes the place of a cron expression, too.
 * @param zone Time zone of the cron expression.
 * @param jitter By how much starts may be put off, so that not everything happens at once.
 * @param paused Whether the schedule is paused; if not set, it stays as it is.
 */
public record ScheduleProperties(
        @Nullable String cron,
        @Nullable String every,
        @Nullable ZoneId zone,
        @Nullable Duration jitter,
        @Nullable Boolean paused) {

    /** The same as the engine takes it. */
    ScheduleOptions toOptions() {
        return new ScheduleOptions(cron, every, zone, jitter, paused);
    }
}
