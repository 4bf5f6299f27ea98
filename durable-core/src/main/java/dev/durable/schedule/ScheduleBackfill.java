package dev.durable.schedule;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time whose actions are to be taken now, as if its times were passing one after the other at this moment.
 *
 * @param from its beginning, inclusive
 * @param to its end, inclusive
 * @param overlap how they get on with each other, or null for the schedule's own policy; mostly {@link OverlapPolicy#ALLOW_ALL} or
 *     {@link OverlapPolicy#BUFFER_ALL}
 */
public record ScheduleBackfill(
        Instant from, Instant to, @Nullable OverlapPolicy overlap) {

    /** Checks the order. */
    public ScheduleBackfill {
        if (to.isBefore(from)) {
            throw new DurableException(
                    ErrorCode.SCHEDULE_ILLEGAL, "The backfill ends at " + to + ", before it begins at " + from + ".");
        }
    }

    /** By the schedule's own overlap policy. */
    public static ScheduleBackfill of(Instant from, Instant to) {
        return new ScheduleBackfill(from, to, null);
    }

    /** By another overlap policy. */
    public ScheduleBackfill withOverlap(OverlapPolicy policy) {
        return new ScheduleBackfill(from, to, policy);
    }
}
