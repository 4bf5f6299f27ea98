package dev.durable.schedule;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times at equal distances, counted from the epoch (1 January 1970, 00:00 UTC) and not from the creation of the schedule: every hour
 * means on the hour. Time zones make no difference.
 *
 * @param every distance; whole seconds, at least one
 * @param offset how much later than those times; whole seconds, less than the distance
 */
public record ScheduleInterval(Duration every, Duration offset) {

    private static final Pattern PART = Pattern.compile("(\\d+)([smhd])");
    private static final Pattern PARTS = Pattern.compile("(?:" + PART.pattern() + ")+");

    /** Checks the values. */
    public ScheduleInterval {
        requireWholeSeconds("interval", every);
        requireWholeSeconds("offset", offset);
        if (every.compareTo(Duration.ofSeconds(1)) < 0) {
            throw illegal("The interval must be at least a second but is " + every);
        }
        if (offset.isNegative() || offset.compareTo(every) >= 0) {
            throw illegal("The offset " + offset + " must be less than the interval " + every + " and not negative");
        }
    }

    /** At the given distance, without an offset. */
    public static ScheduleInterval every(Duration distance) {
        return new ScheduleInterval(distance, Duration.ZERO);
    }

    /**
     * Reads {@code 90s}, {@code 1h}, {@code 1h30m} or an ISO-8601 duration; an offset may follow after a slash, as in
     * {@code 6h/5h}.
     *
     * @throws DurableException {@code DUR-1030} if it cannot be read
     */
    public static ScheduleInterval parse(String text) {
        String[] parts = text.strip().split("/", -1);
        return switch (parts.length) {
            case 1 -> every(duration(parts[0], text));
            case 2 -> new ScheduleInterval(duration(parts[0], text), duration(parts[1], text));
            default -> throw unreadable(text);
        };
    }

    /** The same distance with another offset. */
    public ScheduleInterval withOffset(Duration newOffset) {
        return new ScheduleInterval(every, newOffset);
    }

    private static Duration duration(String part, String whole) {
        String text = part.strip();
        try {
            return PARTS.matcher(text).matches() ? sum(text) : Duration.parse(text);
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            throw unreadable(whole);
        }
    }

    private static Duration sum(String text) {
        Duration sum = Duration.ZERO;
        for (Matcher parts = PART.matcher(text); parts.find(); ) {
            long amount = Long.parseLong(parts.group(1));
            sum = sum.plus(
                    switch (parts.group(2)) {
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        case "h" -> Duration.ofHours(amount);
                        default -> Duration.ofDays(amount);
                    });
        }
        return sum;
    }

    private static void requireWholeSeconds(String what, Duration duration) {
        if (duration.getNano() != 0) {
            throw illegal("The " + what + " must be whole seconds but is " + duration);
        }
    }

    private static DurableException unreadable(String text) {
        return illegal(
                "'" + text + "' is no interval; write 90s, 15m, 1h30m or 1d, and an offset after a slash (6h/5h)");
    }

    private static DurableException illegal(String what) {
        return new DurableException(ErrorCode.SCHEDULE_ILLEGAL, what + ".");
    }
}
