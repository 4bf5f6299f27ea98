package dev.durable.engine.schedule;

import dev.durable.schedule.ScheduleCalendar;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * The instants of one calendar in a time zone. Between two changes of the clocks local time goes on with the instants, so each such
 * stretch is searched by itself. At its beginning a stretch may owe times that the change left out, or repeat times that there were
 * already. Immutable.
 */
final class ZonedCalendar {

    private final CalendarTimes times;
    private final ZoneRules rules;

    ZonedCalendar(ScheduleCalendar calendar, ZoneId zone) {
        this.times = new CalendarTimes(calendar);
        this.rules = zone.getRules();
    }

    boolean matches(Instant time) {
        return times.matches(local(time));
    }

    /** The first instant from which on a time that matches may not match any more. */
    Instant endOfMatch(Instant matching) {
        ZoneOffset offset = rules.getOffset(matching);
        Instant end = times.endOfMatch(local(matching)).toInstant(offset);
        ZoneOffsetTransition change = rules.nextTransition(matching);
        return change != null && change.getInstant().isBefore(end) ? change.getInstant() : end;
    }

    /** The first instant that matches, not before the one and before the other, both whole seconds; null if there is none. */
    @Nullable
    Instant first(Instant from, Instant before) {
        Instant start = from;
        while (start.isBefore(before)) {
            ZoneOffsetTransition change = rules.nextTransition(start);
            Instant end = change == null || change.getInstant().isAfter(before) ? before : change.getInstant();
            Instant found = firstOfStretch(start, end);
            if (found != null) {
                return found;
            }
            start = end;
        }
        return null;
    }

    private @Nullable Instant firstOfStretch(Instant start, Instant end) {
        ZoneOffset offset = rules.getOffset(start);
        ZoneOffsetTransition change = rules.previousTransition(start.plusNanos(1));
        LocalDateTime from = LocalDateTime.ofInstant(start, offset);
        if (change == null) {
            return instant(times.first(from, LocalDateTime.ofInstant(end, offset)), offset);
        }
        if (change.isOverlap() && !times.hasAllHours() && from.isBefore(change.getDateTimeBefore())) {
            from = change.getDateTimeBefore();
        }
        Instant regular = instant(times.first(from, LocalDateTime.ofInstant(end, offset)), offset);
        return change.isGap() ? earlier(regular, firstLeftOut(change, start, end)) : regular;
    }

    /** The first of the times that do not exist because of the change, each being as much later as the gap is long. */
    private @Nullable Instant firstLeftOut(ZoneOffsetTransition gap, Instant start, Instant end) {
        ZoneOffset offset = gap.getOffsetBefore();
        LocalDateTime to = LocalDateTime.ofInstant(end, offset);
        LocalDateTime last = gap.getDateTimeAfter();
        return instant(times.first(LocalDateTime.ofInstant(start, offset), to.isBefore(last) ? to : last), offset);
    }

    private LocalDateTime local(Instant time) {
        return LocalDateTime.ofInstant(time, rules.getOffset(time));
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime time, ZoneOffset offset) {
        return time == null ? null : time.toInstant(offset);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
