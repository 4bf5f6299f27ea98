package dev.durable.schedule;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a cron expression says: a calendar or, written with {@code @every}, an interval.
 *
 * @param text the expression without its zone, white space reduced
 * @param zone the zone written before it ({@code CRON_TZ=…} or {@code TZ=…}), or null
 * @param calendar the calendar, or null if it is an interval
 * @param interval the interval, or null if it is a calendar
 */
record CronExpression(
        String text,
        @Nullable ZoneId zone,
        @Nullable ScheduleCalendar calendar,
        @Nullable ScheduleInterval interval) {

    private static final Pattern ZONE = Pattern.compile("(?:CRON_TZ|TZ)=(\\S*) (.*)");
    private static final Pattern EVERY = Pattern.compile("@every (.*)");
    private static final Pattern YEAR = Pattern.compile(".*\\d{4}.*");

    private static final Map<String, String> NAMED = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    /**
     * Reads an expression.
     *
     * @throws DurableException {@code DUR-1030} if it cannot be read
     */
    static CronExpression parse(String expression) {
        try {
            return read(expression.strip().replaceAll("\\s+", " "));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new DurableException(
                    ErrorCode.SCHEDULE_ILLEGAL,
                    "The cron expression '" + expression + "' cannot be read: " + e.getMessage() + ".",
                    e);
        }
    }

    private static CronExpression read(String expression) {
        Matcher zoned = ZONE.matcher(expression);
        ZoneId zone = zoned.matches() ? ZoneId.of(zoned.group(1)) : null;
        String text = zone == null ? expression : zoned.group(2);
        Matcher every = EVERY.matcher(text);
        if (every.matches()) {
            return new CronExpression(text, zone, null, ScheduleInterval.parse(every.group(1)));
        }
        String fields = NAMED.getOrDefault(text.toLowerCase(Locale.ROOT), text);
        return new CronExpression(text, zone, calendar(List.of(fields.split(" "))), null);
    }

    /**
     * Five fields are those of cron. Seven have the second before and the year behind them. Six are read as Spring and Quartz do, with
     * the second, unless the last one names years.
     */
    private static ScheduleCalendar calendar(List<String> fields) {
        return switch (fields.size()) {
            case 5 -> calendar("0", fields, "*");
            case 6 ->
                YEAR.matcher(fields.get(5)).matches()
                        ? calendar("0", fields.subList(0, 5), fields.get(5))
                        : calendar(fields.get(0), fields.subList(1, 6), "*");
            case 7 -> calendar(fields.get(0), fields.subList(1, 6), fields.get(6));
            default ->
                throw new IllegalArgumentException("it has " + fields.size()
                        + " fields; there must be five (minute, hour, day of month, month, day of"
                        + " week), six with the second first or the year last, or seven with both");
        };
    }

    private static ScheduleCalendar calendar(String second, List<String> fields, String year) {
        return new ScheduleCalendar(
                CronField.SECOND.read(second),
                CronField.MINUTE.read(fields.get(0)),
                CronField.HOUR.read(fields.get(1)),
                CronField.DAY_OF_MONTH.read(fields.get(2)),
                CronField.MONTH.read(fields.get(3)),
                CronField.YEAR.read(year),
                CronField.DAY_OF_WEEK.read(fields.get(4)),
                "");
    }
}
