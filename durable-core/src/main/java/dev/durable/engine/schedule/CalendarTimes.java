package dev.durable.engine.schedule;

import dev.durable.schedule.ScheduleCalendar;
import dev.durable.schedule.ScheduleRange;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The local times of one calendar, to the second. Searches go field by field, from the year to the second, so that they end soon even
 * for a calendar that nothing ever fits (30 February). Immutable.
 */
final class CalendarTimes {

    private static final int HOURS = 24;
    private static final int MINUTES = 60;
    private static final int SECONDS = 60;

    private final BitSet seconds;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet daysOfMonth;
    private final BitSet months;
    private final BitSet years;
    private final BitSet daysOfWeek;

    CalendarTimes(ScheduleCalendar calendar) {
        seconds = values(calendar.seconds(), 0, 59);
        minutes = values(calendar.minutes(), 0, 59);
        hours = values(calendar.hours(), 0, 23);
        daysOfMonth = values(calendar.daysOfMonth(), 1, 31);
        months = values(calendar.months(), 1, 12);
        years = values(calendar.years(), ScheduleCalendar.FIRST_YEAR, ScheduleCalendar.LAST_YEAR);
        daysOfWeek = values(calendar.daysOfWeek(), 0, 7);
        if (daysOfWeek.get(0)) {
            daysOfWeek.set(7);
        }
    }

    private static BitSet values(List<ScheduleRange> ranges, int least, int most) {
        BitSet values = new BitSet(most + 1);
        if (ranges.isEmpty()) {
            values.set(least, most + 1);
        }
        for (ScheduleRange range : ranges) {
            for (int value = range.start(); value <= range.end(); value += range.step()) {
                values.set(value);
            }
        }
        return values;
    }

    /** Whether the time of day makes no difference to the hour, so that the calendar goes on as time does when clocks are changed. */
    boolean hasAllHours() {
        return hours.cardinality() == HOURS;
    }

    boolean matches(LocalDateTime time) {
        return matches(time.toLocalDate())
                && hours.get(time.getHour())
                && minutes.get(time.getMinute())
                && seconds.get(time.getSecond());
    }

    private boolean matches(LocalDate date) {
        return years.get(date.getYear())
                && months.get(date.getMonthValue())
                && daysOfMonth.get(date.getDayOfMonth())
                && daysOfWeek.get(date.getDayOfWeek().getValue());
    }

    /** The first time that matches, not before the one and before the other; null if there is none. */
    @Nullable
    LocalDateTime first(LocalDateTime from, LocalDateTime before) {
        LocalDate date = from.toLocalDate();
        LocalTime earliest = from.toLocalTime();
        while (date != null && !date.isAfter(before.toLocalDate())) {
            if (matches(date)) {
                LocalTime time = firstTimeOfDay(earliest);
                if (time != null) {
                    LocalDateTime found = date.atTime(time);
                    return found.isBefore(before) ? found : null;
                }
            }
            date = nextDate(date);
            earliest = LocalTime.MIDNIGHT;
        }
        return null;
    }

    /** The earliest time after one that matches at which that may have changed: nothing in between needs to be looked at. */
    LocalDateTime endOfMatch(LocalDateTime matching) {
        if (seconds.cardinality() < SECONDS) {
            return matching.plusSeconds(1);
        }
        LocalDateTime minute = matching.withSecond(0);
        if (minutes.cardinality() < MINUTES) {
            return minute.plusMinutes(1);
        }
        return hours.cardinality() < HOURS
                ? minute.withMinute(0).plusHours(1)
                : matching.toLocalDate().plusDays(1).atStartOfDay();
    }

    /** A later day, without those of months and years that do not match; null if there is no such year. */
    private @Nullable LocalDate nextDate(LocalDate date) {
        LocalDate next = date.plusDays(1);
        if (!years.get(next.getYear())) {
            int year = years.nextSetBit(next.getYear());
            return year < 0 ? null : LocalDate.of(year, 1, 1);
        }
        if (months.get(next.getMonthValue())) {
            return next;
        }
        int month = months.nextSetBit(next.getMonthValue());
        return month < 0 ? LocalDate.of(next.getYear() + 1, 1, 1) : LocalDate.of(next.getYear(), month, 1);
    }

    private @Nullable LocalTime firstTimeOfDay(LocalTime earliest) {
        int hour = hours.nextSetBit(earliest.getHour());
        if (hour < 0) {
            return null;
        }
        if (hour == earliest.getHour()) {
            LocalTime time = firstTimeOfHour(earliest);
            if (time != null) {
                return time;
            }
            hour = hours.nextSetBit(hour + 1);
            if (hour < 0) {
                return null;
            }
        }
        return LocalTime.of(hour, minutes.nextSetBit(0), seconds.nextSetBit(0));
    }

    private @Nullable LocalTime firstTimeOfHour(LocalTime earliest) {
        int minute = minutes.nextSetBit(earliest.getMinute());
        if (minute == earliest.getMinute()) {
            int second = seconds.nextSetBit(earliest.getSecond());
            if (second >= 0) {
                return LocalTime.of(earliest.getHour(), minute, second);
            }
            minute = minutes.nextSetBit(minute + 1);
        }
        return minute < 0 ? null : LocalTime.of(earliest.getHour(), minute, seconds.nextSetBit(0));
    }
}
