package dev.durable.schedule;

import dev.durable.search.SearchAttributeKey;
import java.time.Instant;

/**
 * Tells a workflow which schedule has started it, and for which time. A workflow method that wants to know has a parameter of this type;
 * the engine fills it in.
 *
 * @param scheduleId the schedule
 * @param scheduledAt the time of the schedule, without jitter and whatever time it is now; for a triggered action, when it was triggered
 */
public record ScheduledStart(String scheduleId, Instant scheduledAt) {

    /** Search attribute of all runs that a schedule has started: its id. */
    public static final SearchAttributeKey<String> SCHEDULE_ID = SearchAttributeKey.keyword("DurableScheduledById");

    /** Search attribute of all runs that a schedule has started: the time for which. */
    public static final SearchAttributeKey<Instant> SCHEDULED_AT =
            SearchAttributeKey.datetime("DurableScheduledStartTime");
}
