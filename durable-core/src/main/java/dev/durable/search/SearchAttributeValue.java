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
        } else if (value instanceof String text) {
            value = checked(text);
        } else if (value instanceof List<?> list) {
            value = list.stream().map(text -> checked((String) text)).distinct().toList();
        }
    }

    private static String checked(String text) {
        if (text.length() > MAX_KEYWORD_LENGTH) {
            throw new IllegalArgumentException(
                    "A keyword has at most " + MAX_KEYWORD_LENGTH + " characters but has " + text.length());
        }
        return text;
    }
}
