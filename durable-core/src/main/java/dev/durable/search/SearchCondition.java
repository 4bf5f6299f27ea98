package dev.durable.search;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A condition on a search attribute, made by its {@linkplain SearchAttributeKey key}:
 *
 * <pre>{@code
 * WorkflowFilter.ALL.with(CUSTOMER.is("ada"), TOTAL.isAtLeast(100L))
 * }</pre>
 *
 * <p>It holds for no run that does not have the attribute, or has it with a value of another type.
 */
public sealed interface SearchCondition {

    /** Name of the attribute. */
    String name();

    /** Type that its value must have. */
    SearchAttributeType type();

    /** Whether it holds for a run that has these attributes. */
    default boolean holdsFor(SearchAttributes attributes) {
        SearchAttributeValue stored = attributes.values().get(name());
        if (stored == null || stored.type() != type() || stored.value() == null) {
            return false;
        }
        return holdsForValue(stored.value());
    }

    private boolean holdsForValue(Object stored) {
        if (this instanceof Exists) {
            return true;
        }
        Stream<?> values = stored instanceof List<?> list ? list.stream() : Stream.of(stored);
        if (this instanceof OneOf oneOf) {
            return values.anyMatch(oneOf.values()::contains);
        }
        if (this instanceof StartsWith startsWith) {
            return values.anyMatch(value -> ((String) value).startsWith(startsWith.prefix()));
        }
        return values.allMatch(((InRange) this)::contains);
    }

    /**
     * The value, or one of a list, is one of the given ones.
     *
     * @param values values of the type's class; texts for a list
     */
    record OneOf(String name, SearchAttributeType type, List<Object> values) implements SearchCondition {

        /** Copies the list. */
        public OneOf {
            values = List.copyOf(values);
        }
    }

    /**
     * The value lies in an interval. Either end may be open.
     *
     * @param from the first value in it, or null
     * @param before the first value after it, or null
     */
    record InRange(
            String name,
            SearchAttributeType type,
            @Nullable Object from,
            @Nullable Object before) implements SearchCondition {

        private boolean contains(Object value) {
            return (from == null || compare(value, from) >= 0) && (before == null || compare(value, before) < 0);
        }

        private static int compare(Object a, Object b) {
            if (a instanceof Long number) {
                return number.compareTo((Long) b);
            }
            return a instanceof Double number ? number.compareTo((Double) b) : ((Instant) a).compareTo((Instant) b);
        }
    }

    /**
     * The text, or one of a list, begins so.
     *
     * @param prefix the beginning
     */
    record StartsWith(String name, SearchAttributeType type, String prefix) implements SearchCondition {}

    /** There is a value, be it an empty list. */
    record Exists(String name, SearchAttributeType type) implements SearchCondition {}
}
