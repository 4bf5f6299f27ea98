package dev.durable.schedule;

import java.time.DayOfWeek;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A field of cron expressions: which values it may have, and how they are written. */
enum CronField {
    SECOND(0, 59),
    MINUTE(0, 59),
    HOUR(0, 23),
    DAY_OF_MONTH(1, 31),
    MONTH(1, 12) {
        @Override
        String nameOf(int value) {
            return Month.of(value).name();
        }
    },
    /** Sunday stands at both ends, so that ranges may begin and end with it. */
    DAY_OF_WEEK(0, 7) {
        @Override
        String nameOf(int value) {
            return DayOfWeek.of(value == 0 ? 7 : value).name();
        }
    },
    YEAR(ScheduleCalendar.FIRST_YEAR, ScheduleCalendar.LAST_YEAR);

    private static final Pattern PART = Pattern.compile("([*?]|([^-/*?]+)(?:-([^-/*?]+))?)(?:/(\\d{1,9}))?");
    private static final Pattern LETTERS = Pattern.compile("[a-z]{3,}");
    private static final Pattern UNSUPPORTED = Pattern.compile(".*[lw#].*");

    private final int least;
    private final int most;

    CronField(int least, int most) {
        this.least = least;
        this.most = most;
    }

    /** The upper-case English name of a value; empty if it has none. */
    String nameOf(int value) {
        return "";
    }

    /**
     * Reads the field. What matches everything is an empty list in a field of the date.
     *
     * @throws IllegalArgumentException with the reason if it cannot be read
     */
    List<ScheduleRange> read(String text) {
        boolean everything = text.equals("*") || text.equals("?");
        if (everything && compareTo(HOUR) > 0) {
            return List.of();
        }
        List<ScheduleRange> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            ranges.add(range(part));
        }
        return ranges;
    }

    private ScheduleRange range(String text) {
        Matcher part = PART.matcher(text);
        if (!part.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither a value nor a range (*, 5, 1-5, */15, 10-20/2) of the " + this);
        }
        String first = part.group(2);
        String step = part.group(4);
        int start = first == null ? least : value(first, least);
        int end = end(start, first == null, part.group(3), step != null);
        int distance = step == null ? 1 : Integer.parseInt(step);
        if (end < start || distance < 1) {
            throw new IllegalArgumentException("the range '" + text + "' of the " + this + " has no values");
        }
        return new ScheduleRange(start, end, distance);
    }

    /** A single value with a step goes on to the end: 10/20 is 10, 30, 50. */
    private int end(int start, boolean everything, @Nullable String last, boolean hasStep) {
        if (last != null) {
            return value(last, start);
        }
        return everything || hasStep ? most : start;
    }

    /** The number, or that of the name; of the two that Sunday has, the one that is not less than the given one. */
    private int value(String text, int notBelow) {
        String name = text.toLowerCase(Locale.ROOT);
        if (LETTERS.matcher(name).matches()) {
            OptionalInt named = IntStream.concat(
                            IntStream.rangeClosed(notBelow, most), IntStream.range(least, notBelow))
                    .filter(value -> nameOf(value).toLowerCase(Locale.ROOT).startsWith(name))
                    .findFirst();
            if (named.isPresent()) {
                return named.getAsInt();
            }
        }
        int value = number(text, name);
        if (value < least || value > most) {
            throw new IllegalArgumentException("the " + this + " " + text + " is not within " + least + " to " + most);
        }
        return value;
    }

    private int number(String text, String lowerCase) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            String hint = UNSUPPORTED.matcher(lowerCase).matches() ? "; L, W and # are not supported" : "";
            throw new IllegalArgumentException("'" + text + "' is no " + this + hint, e);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
