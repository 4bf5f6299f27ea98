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

    /** What is configured for the name; null if nothing is. Of two spellings that binding does not take for one, the plain one is not used. */
    public @Nullable T take(String name) {
        String plain = name.replaceAll("[^\\p{Alnum}]", "").toLowerCase(Locale.ROOT);
        T exact = values.get(name);
        unused.remove(name);
        if (exact == null || isBoundAs(name, plain)) {
            unused.remove(plain);
        }
        return exact != null ? exact : values.get(plain);
    }

    /** Whether binding yields both spellings, with the same value, of one property that files and the environment give. */
    private static boolean isBoundAs(String name, String plain) {
        return name.replace("-", "").equalsIgnoreCase(plain);
    }

    /** The names that nobody has asked for, in order. */
    public Set<String> unused() {
        return unused;
    }
}
