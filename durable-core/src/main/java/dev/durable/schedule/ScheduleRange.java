package dev.durable.schedule;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some values of one field of a calendar: the first, and every {@code step}th after it up to the last.
 *
 * @param start the first value
 * @param end the last value, inclusive; not less than the first
 * @param step distance of the values, at least 1
 */
public record ScheduleRange(int start, int end, int step) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?(?:/(\\d{1,9}))?");

    /** Checks the values. What a field may have at all, the calendar checks. */
    public ScheduleRange {
        if (end < start || step < 1) {
            throw new DurableException(
                    ErrorCode.SCHEDULE_ILLEGAL,
                    "The range " + start + "-" + end + "/" + step
                            + " has no values: its end must not be less than its start,"
                            + " nor its step less than 1.");
        }
    }

    /** A single value. */
    public static ScheduleRange of(int value) {
        return new ScheduleRange(value, value, 1);
    }

    /** All values from the first to the last, both inclusive. */
    public static ScheduleRange of(int start, int end) {
        return new ScheduleRange(start, end, 1);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static ScheduleRange parse(String text) {
        Matcher range = TEXT.matcher(text);
        if (!range.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no range");
        }
        int start = Integer.parseInt(range.group(1));
        int end = range.group(2) == null ? start : Integer.parseInt(range.group(2));
        return new ScheduleRange(start, end, range.group(3) == null ? 1 : Integer.parseInt(range.group(3)));
    }

    /** The same bounds with another distance between the values. */
    public ScheduleRange withStep(int newStep) {
        return new ScheduleRange(start, end, newStep);
    }

    /** Whether the value is one of them. */
    public boolean contains(int value) {
        return value >= start && value <= end && (value - start) % step == 0;
    }

    /** As in cron expressions: {@code 5}, {@code 1-5} or {@code 0-59/15}. */
    @Override
    public String toString() {
        String bounds = start == end ? Integer.toString(start) : start + "-" + end;
        return step == 1 ? bounds : bounds + "/" + step;
    }
}
