package dev.durable.search;

import java.time.Instant;
import java.util.List;

/** Types of search attributes. The names are stored, so they never change. */
public enum SearchAttributeType {
    /** A short text that is compared as a whole, at most 255 characters. */
    KEYWORD(String.class),
    /** Several short texts; a condition holds if one of them fits. */
    KEYWORD_LIST(List.class),
    /** A whole number. */
    LONG(Long.class),
    /** A number. */
    DOUBLE(Double.class),
    /** A truth value. */
    BOOLEAN(Boolean.class),
    /** A moment, in microseconds precision. */
    DATETIME(Instant.class);

    private final Class<?> valueClass;

    SearchAttributeType(Class<?> valueClass) {
        this.valueClass = valueClass;
    }

    /** The Java class of values. */
    public Class<?> valueClass() {
        return valueClass;
    }
}
