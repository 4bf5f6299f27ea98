package dev.durable.search;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Search attributes of a run, or a change to them. Immutable.
 *
 * @param values values by name, sorted; a value of null removes the attribute where this is a change
 */
public record SearchAttributes(Map<String, SearchAttributeValue> values) {

    /** None. */
    public static final SearchAttributes EMPTY = new SearchAttributes(Map.of());

    private static final String RESERVED_PREFIX = "Durable";

    /** Copies the map. */
    public SearchAttributes {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** One attribute. */
    public static <T> SearchAttributes of(SearchAttributeKey<T> key, T value) {
        return EMPTY.with(key, value);
    }

    /** These and another one. */
    public <T> SearchAttributes with(SearchAttributeKey<T> key, T value) {
        return and(key.name(), new SearchAttributeValue(key.type(), value));
    }

    /** A change that does what this one does and removes an attribute. */
    public SearchAttributes without(SearchAttributeKey<?> key) {
        return and(key.name(), new SearchAttributeValue(key.type(), null));
    }

    /** The value of an attribute; empty if it is not set, or set with another type. */
    @SuppressWarnings("unchecked") // checked by the type of the value
    public <T> Optional<T> get(SearchAttributeKey<T> key) {
        SearchAttributeValue stored = values.get(key.name());
        return stored == null || stored.type() != key.type()
                ? Optional.empty()
                : Optional.ofNullable((T) stored.value());
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** These attributes after a change. */
    public SearchAttributes changedBy(SearchAttributes change) {
        if (change.isEmpty()) {
            return this;
        }
        Map<String, SearchAttributeValue> changed = new TreeMap<>(values);
        changed.putAll(change.values);
        changed.values().removeIf(value -> value.value() == null);
        return new SearchAttributes(changed);
    }

    /** A change that does what this one does, and then what the other one does. */
    public SearchAttributes andThen(SearchAttributes later) {
        if (isEmpty() || later.isEmpty()) {
            return isEmpty() ? later : this;
        }
        Map<String, SearchAttributeValue> both = new TreeMap<>(values);
        both.putAll(later.values);
        return new SearchAttributes(both);
    }

    /**
     * Checks that all can be set by applications.
     *
     * @throws IllegalArgumentException if one of them belongs to the engine
     */
    public void requireNoneReserved() {
        for (String name : values.keySet()) {
            if (name.startsWith(RESERVED_PREFIX)) {
                throw new IllegalArgumentException("Search attributes whose names begin with '" + RESERVED_PREFIX
                        + "' are the engine's own, '" + name + "' cannot be set");
            }
        }
    }

    private SearchAttributes and(String name, SearchAttributeValue value) {
        Map<String, SearchAttributeValue> more = new TreeMap<>(values);
        more.put(name, value);
        return new SearchAttributes(more);
    }
}
