package dev.durable.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing.
 *
 * @param schedules the schedules, by id
 * @param nextCursor to be given to {@link ScheduleFilter#withCursor}; null if there are no more
 */
public record SchedulePage(
        List<ScheduleSummary> schedules, @Nullable String nextCursor) {

    /** Copies the list. */
    public SchedulePage {
        schedules = List.copyOf(schedules);
    }
}
