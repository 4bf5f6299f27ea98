package dev.durable.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One schedule in a listing.
 *
 * @param scheduleId the schedule
 * @param schedule its definition
 * @param nextActionTime the next time of its spec, jitter included; null if there is none or it is paused
 * @param counts what it has done so far
 */
public record ScheduleSummary(
        String scheduleId, Schedule schedule, @Nullable Instant nextActionTime, ScheduleCounts counts) {}
