package dev.durable.schedule;

import org.jspecify.annotations.Nullable;

/**
 * Which schedules to list.
 *
 * @param idPrefix beginning of the schedule id, or null
 * @param pageSize schedules a page, 1 to 1000
 * @param cursor {@link SchedulePage#nextCursor()} of the page before, or null for the first page
 */
public record ScheduleFilter(
        @Nullable String idPrefix, int pageSize, @Nullable String cursor) {

    /** All schedules, 100 a page. */
    public static final ScheduleFilter ALL = new ScheduleFilter(null, 100, null);

    /** Checks the page size. */
    public ScheduleFilter {
        if (pageSize < 1 || pageSize > 1000) {
            throw new IllegalArgumentException("The page size must be 1 to 1000 but is " + pageSize);
        }
    }

    /** Only schedules whose id begins so. */
    public ScheduleFilter withIdPrefix(@Nullable String prefix) {
        return new ScheduleFilter(prefix, pageSize, cursor);
    }

    /** Another page size. */
    public ScheduleFilter withPageSize(int size) {
        return new ScheduleFilter(idPrefix, size, cursor);
    }

    /** The page that follows the one with this {@link SchedulePage#nextCursor()}. */
    public ScheduleFilter withCursor(@Nullable String next) {
        return new ScheduleFilter(idPrefix, pageSize, next);
    }
}
