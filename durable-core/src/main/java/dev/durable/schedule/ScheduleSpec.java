package dev.durable.schedule;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a schedule acts: at all times of its calendars, intervals and cron expressions together, except those that fit a calendar to
 * be skipped, between start and end. Immutable; each {@code with…} method returns a copy.
 *
 * <pre>{@code
 * ScheduleSpec.cron("0 3 * * *").withZone(ZoneId.of("Europe/Berlin"))
 * ScheduleSpec.every(Duration.ofMinutes(15)).withJitter(Duration.ofMinutes(1))
 * ScheduleSpec.calendar(ScheduleCalendar.at(9, 0).withDaysOfWeek(DayOfWeek.MONDAY))
 * }</pre>
 *
 * <p>Where the clocks of the zone change: a time that does not exist that day is taken as much later as the gap is long (2:30 becomes
 * 3:30); one that exists twice is taken the first time only. A calendar of all 24 hours goes by elapsed time instead and has the
 * repeated hour twice.
 *
 * @param calendars times by calendar
 * @param intervals times at equal distances
 * @param cronExpressions times by cron expression: five fields; six with the second first, as Spring has it, or with a year last; seven
 *     with both; {@code @daily} and the like; {@code @every 1h30m}. If day of month and day of week are both given, both must match
 * @param skip times to be left out
 * @param startAt no time before this, or null
 * @param endAt no time after this, or null
 * @param jitter each action is put off by up to this, but not to the next one; by how much is fixed for each schedule and time
 * @param zone where calendars and cron expressions are at home
 */
public record ScheduleSpec(
        List<ScheduleCalendar> calendars,
        List<ScheduleInterval> intervals,
        List<String> cronExpressions,
        List<ScheduleCalendar> skip,
        @Nullable Instant startAt,
        @Nullable Instant endAt,
        Duration jitter,
        ZoneId zone) {

    /** No times at all: such a schedule acts only when it is asked to. */
    public static final ScheduleSpec NEVER =
            new ScheduleSpec(List.of(), List.of(), List.of(), List.of(), null, null, Duration.ZERO, ZoneOffset.UTC);

    /** Checks the values and copies the lists. */
    public ScheduleSpec {
        calendars = List.copyOf(calendars);
        intervals = List.copyOf(intervals);
        cronExpressions =
                cronExpressions.stream().map(ScheduleSpec::withoutZone).toList();
        skip = List.copyOf(skip);
        if (jitter.isNegative()) {
            throw illegal("The jitter must not be negative but is " + jitter);
        }
        if (startAt != null && endAt != null && endAt.isBefore(startAt)) {
            throw illegal("The end " + endAt + " is before the start " + startAt);
        }
    }

    /** By a cron expression, in UTC unless it begins with {@code CRON_TZ=<zone>} or a zone is set. */
    public static ScheduleSpec cron(String expression) {
        return NEVER.withCron(expression);
    }

    /** At equal distances from the epoch on: every hour means on the hour. */
    public static ScheduleSpec every(Duration distance) {
        return NEVER.withInterval(ScheduleInterval.every(distance));
    }

    /** By a calendar. */
    public static ScheduleSpec calendar(ScheduleCalendar calendar) {
        return NEVER.withCalendar(calendar);
    }

    /** With the times of a calendar, too. */
    public ScheduleSpec withCalendar(ScheduleCalendar calendar) {
        return new ScheduleSpec(
                appended(calendars, calendar), intervals, cronExpressions, skip, startAt, endAt, jitter, zone);
    }

    /** With the times of an interval, too. */
    public ScheduleSpec withInterval(ScheduleInterval interval) {
        return new ScheduleSpec(
                calendars, appended(intervals, interval), cronExpressions, skip, startAt, endAt, jitter, zone);
    }

    /** With the times of a cron expression, too. A zone written before it ({@code CRON_TZ=…}) is that of the whole spec from now on. */
    public ScheduleSpec withCron(String expression) {
        CronExpression cron = CronExpression.parse(expression);
        ZoneId cronZone = cron.zone() == null ? zone : cron.zone();
        if (!cronZone.equals(zone) && !zone.equals(ZoneOffset.UTC)) {
            throw illegal("The cron expression '" + expression + "' is at home in another zone than the spec, " + zone);
        }
        return new ScheduleSpec(
                calendars, intervals, appended(cronExpressions, cron.text()), skip, startAt, endAt, jitter, cronZone);
    }

    /** Without the times that fit the calendar. */
    public ScheduleSpec withSkip(ScheduleCalendar calendar) {
        return new ScheduleSpec(
                calendars, intervals, cronExpressions, appended(skip, calendar), startAt, endAt, jitter, zone);
    }

    /** Not before this, or from ever if null. */
    public ScheduleSpec withStartAt(@Nullable Instant start) {
        return new ScheduleSpec(calendars, intervals, cronExpressions, skip, start, endAt, jitter, zone);
    }

    /** Not after this, or for ever if null. */
    public ScheduleSpec withEndAt(@Nullable Instant end) {
        return new ScheduleSpec(calendars, intervals, cronExpressions, skip, startAt, end, jitter, zone);
    }

    /** Each action put off by up to this. */
    public ScheduleSpec withJitter(Duration longest) {
        return new ScheduleSpec(calendars, intervals, cronExpressions, skip, startAt, endAt, longest, zone);
    }

    /** Calendars and cron expressions in another zone. */
    public ScheduleSpec withZone(ZoneId newZone) {
        return new ScheduleSpec(calendars, intervals, cronExpressions, skip, startAt, endAt, jitter, newZone);
    }

    /** The calendars, with those that cron expressions stand for. */
    public List<ScheduleCalendar> allCalendars() {
        return Stream.concat(
                        calendars.stream(),
                        cronExpressions.stream()
                                .map(text -> CronExpression.parse(text).calendar())
                                .filter(Objects::nonNull))
                .toList();
    }

    /** The intervals, with those that cron expressions stand for. */
    public List<ScheduleInterval> allIntervals() {
        return Stream.concat(
                        intervals.stream(),
                        cronExpressions.stream()
                                .map(text -> CronExpression.parse(text).interval())
                                .filter(Objects::nonNull))
                .toList();
    }

    private static String withoutZone(String expression) {
        CronExpression cron = CronExpression.parse(expression);
        if (cron.zone() != null) {
            throw illegal("The zone of the cron expression '" + expression
                    + "' must be given as that of the spec (or add it by ScheduleSpec.cron or withCron)");
        }
        return cron.text();
    }

    private static <T> List<T> appended(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(element);
        return longer;
    }

    private static DurableException illegal(String what) {
        return new DurableException(ErrorCode.SCHEDULE_ILLEGAL, what + ".");
    }
}
