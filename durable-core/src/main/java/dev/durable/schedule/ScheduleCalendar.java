package dev.durable.schedule;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.DayOfWeek;
import java.time.Month;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Times that fit a calendar, in the time zone of the {@link ScheduleSpec}: all fields must match. Each field is a list of ranges; an
 * empty one matches 0 if it is of the time of day, and everything if it is of the date.
 *
 * <pre>{@code
 * ScheduleCalendar.at(9, 30).withDaysOfWeek(DayOfWeek.MONDAY, DayOfWeek.THURSDAY)
 * ScheduleCalendar.EVERY_SECOND.withMonths(Month.DECEMBER).withDaysOfMonth(24, 25, 26)    // to be skipped
 * }</pre>
 *
 * @param seconds 0 to 59
 * @param minutes 0 to 59
 * @param hours 0 to 23
 * @param daysOfMonth 1 to 31; a month that does not have the day is passed over
 * @param months 1 to 12
 * @param years 1970 to 2199
 * @param daysOfWeek 0 to 7, as in cron; both 0 and 7 are Sunday
 * @param comment for people
 */
public record ScheduleCalendar(
        List<ScheduleRange> seconds,
        List<ScheduleRange> minutes,
        List<ScheduleRange> hours,
        List<ScheduleRange> daysOfMonth,
        List<ScheduleRange> months,
        List<ScheduleRange> years,
        List<ScheduleRange> daysOfWeek,
        String comment) {

    /** The first year that can be named. */
    public static final int FIRST_YEAR = 1970;

    /** The last year in which schedules do anything. */
    public static final int LAST_YEAR = 2199;

    /** Midnight of each day. */
    public static final ScheduleCalendar MIDNIGHT =
            new ScheduleCalendar(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), "");

    /** Each second of each day: to be narrowed down to days or hours that are skipped. */
    public static final ScheduleCalendar EVERY_SECOND = MIDNIGHT.withSeconds(ScheduleRange.of(0, 59))
            .withMinutes(ScheduleRange.of(0, 59))
            .withHours(ScheduleRange.of(0, 23));

    /** Checks the ranges and copies the lists. */
    public ScheduleCalendar {
        seconds = orZero(checked("second", seconds, 0, 59));
        minutes = orZero(checked("minute", minutes, 0, 59));
        hours = orZero(checked("hour", hours, 0, 23));
        daysOfMonth = checked("day of month", daysOfMonth, 1, 31);
        months = checked("month", months, 1, 12);
        years = checked("year", years, FIRST_YEAR, LAST_YEAR);
        daysOfWeek = checked("day of week", daysOfWeek, 0, 7);
    }

    /** The time of each day. */
    public static ScheduleCalendar at(int hour, int minute) {
        return MIDNIGHT.withHours(hour).withMinutes(minute);
    }

    /** With other seconds. */
    public ScheduleCalendar withSeconds(ScheduleRange... ranges) {
        return new ScheduleCalendar(List.of(ranges), minutes, hours, daysOfMonth, months, years, daysOfWeek, comment);
    }

    /** With other seconds. */
    public ScheduleCalendar withSeconds(int... values) {
        return withSeconds(ranges(values));
    }

    /** With other minutes. */
    public ScheduleCalendar withMinutes(ScheduleRange... ranges) {
        return new ScheduleCalendar(seconds, List.of(ranges), hours, daysOfMonth, months, years, daysOfWeek, comment);
    }

    /** With other minutes. */
    public ScheduleCalendar withMinutes(int... values) {
        return withMinutes(ranges(values));
    }

    /** With other hours. */
    public ScheduleCalendar withHours(ScheduleRange... ranges) {
        return new ScheduleCalendar(seconds, minutes, List.of(ranges), daysOfMonth, months, years, daysOfWeek, comment);
    }

    /** With other hours. */
    public ScheduleCalendar withHours(int... values) {
        return withHours(ranges(values));
    }

    /** On other days of the month. */
    public ScheduleCalendar withDaysOfMonth(ScheduleRange... ranges) {
        return new ScheduleCalendar(seconds, minutes, hours, List.of(ranges), months, years, daysOfWeek, comment);
    }

    /** On other days of the month. */
    public ScheduleCalendar withDaysOfMonth(int... values) {
        return withDaysOfMonth(ranges(values));
    }

    /** In other months. */
    public ScheduleCalendar withMonths(ScheduleRange... ranges) {
        return new ScheduleCalendar(seconds, minutes, hours, daysOfMonth, List.of(ranges), years, daysOfWeek, comment);
    }

    /** In other months. */
    public ScheduleCalendar withMonths(Month... values) {
        return withMonths(ranges(Stream.of(values).mapToInt(Month::getValue).toArray()));
    }

    /** In other years. */
    public ScheduleCalendar withYears(ScheduleRange... ranges) {
        return new ScheduleCalendar(seconds, minutes, hours, daysOfMonth, months, List.of(ranges), daysOfWeek, comment);
    }

    /** In other years. */
    public ScheduleCalendar withYears(int... values) {
        return withYears(ranges(values));
    }

    /** On other days of the week, by their numbers in cron. */
    public ScheduleCalendar withDaysOfWeek(ScheduleRange... ranges) {
        return new ScheduleCalendar(seconds, minutes, hours, daysOfMonth, months, years, List.of(ranges), comment);
    }

    /** On other days of the week. */
    public ScheduleCalendar withDaysOfWeek(DayOfWeek... values) {
        return withDaysOfWeek(
                ranges(Stream.of(values).mapToInt(day -> day.getValue() % 7).toArray()));
    }

    /** With another comment. */
    public ScheduleCalendar withComment(String text) {
        return new ScheduleCalendar(seconds, minutes, hours, daysOfMonth, months, years, daysOfWeek, text);
    }

    private static ScheduleRange[] ranges(int... values) {
        return Arrays.stream(values).mapToObj(ScheduleRange::of).toArray(ScheduleRange[]::new);
    }

    private static List<ScheduleRange> orZero(List<ScheduleRange> ranges) {
        return ranges.isEmpty() ? List.of(ScheduleRange.of(0)) : ranges;
    }

    private static List<ScheduleRange> checked(String field, List<ScheduleRange> ranges, int least, int most) {
        for (ScheduleRange range : ranges) {
            if (range.start() < least || range.end() > most) {
                throw new DurableException(
                        ErrorCode.SCHEDULE_ILLEGAL,
                        "The " + field + " " + range + " is not within " + least + " to " + most + ".");
            }
        }
        return List.copyOf(ranges);
    }
}
