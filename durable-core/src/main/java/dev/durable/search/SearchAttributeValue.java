package dev.durable.search;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Value of a search attribute.
 *
 * @param type its type
 * @param value a value of the type's class; null where a change removes the attribute
 */
public record SearchAttributeValue(
        SearchAttributeType type, @Nullable Object value) {

    private static final int MAX_KEYWORD_LENGTH = 255;

    /** Checks the value, and brings it into the precision in which it is stored. */
    public SearchAttributeValue {
        if (value != null && !type.valueClass().isInstance(value)) {
            throw new IllegalArgumentException(
                    "A " + type + " cannot be " + value.getClass().getName());
        }
        if (value instanceof Instant instant) {
            value = instant.truncatedTo(ChronoUnit.MICROS);
        } else if (value instanceof Double number) {
            value = checked(number);
        } else if (value instanceof String text) {
            value = checked(text);
        } else if (value instanceof List<?> list) {
            value = list.stream().map(text -> checked((String) text)).distinct().toList();
        }
    }

    /** Databases differ in what they make of the numbers that are none, and of the negative zero. */
    private static Double checked(Double number) {
        if (number.isNaN() || number.isInfinite()) {
            throw new IllegalArgumentException("A number that can be searched for cannot be " + number);
        }
        return number + 0.0;
    }

    private static String checked(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("A keyword cannot contain the character 0");
        }
        if (text.length() > MAX_KEYWORD_LENGTH) {
            throw new IllegalArgumentException(
                    "A keyword has at most " + MAX_KEYWORD_LENGTH + " characters but has " + text.length());
        }
        return text;
    }
}
