package dev.durable.schedule;

import java.time.Instant;

/**
 * Tells a workflow which schedule has started it, and for which time. A workflow method that wants to know has a parameter of this type;
 * the engine fills it in.
 *
 * @param scheduleId the schedule
 * @param scheduledAt the time of the schedule, without jitter and whatever time it is now; for a triggered action, when it was triggered
 */
public record ScheduledStart(String scheduleId, Instant scheduledAt) {}
