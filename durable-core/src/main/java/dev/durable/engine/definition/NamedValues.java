package dev.durable.engine.definition;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is configured by name. A name from an environment variable has lost its capital letters, dots and dashes, and stands for the name that is spelt like it
 * otherwise. Not thread-safe.
 *
 * @param <T> what there is for each name
 */
public final class NamedValues<T> {

    private final Map<String, T> values;
    private final Set<String> unused;

    /** Nothing of it has been taken yet. */
    public NamedValues(Map<String, T> values) {
        this.values = Map.copyOf(values);
        this.unused = new TreeSet<>(values.keySet());
    }

    /** What is configured for the name; null if nothing is. */
    public @Nullable T take(String name) {
        // both are used up: of one property that files and the environment give, binding yields both spellings
        String plain = name.replaceAll("[^\\p{Alnum}]", "").toLowerCase(Locale.ROOT);
        unused.remove(name);
        unused.remove(plain);
        T exact = values.get(name);
        return exact != null ? exact : values.get(plain);
    }

    /** The names that nobody has asked for, in order. */
    public Set<String> unused() {
        return unused;
    }
}
