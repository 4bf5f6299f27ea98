package dev.durable.client;

import dev.durable.payload.Payload;
import dev.durable.payload.PayloadConverter;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The memo of a run: facts for people. Immutable. */
public final class Memo {

    private final Map<String, Payload> values;
    private final PayloadConverter converter;

    /** A memo of encoded values. */
    public Memo(Map<String, Payload> values, PayloadConverter converter) {
        this.values = Collections.unmodifiableMap(new TreeMap<>(values));
        this.converter = converter;
    }

    /** The names of the facts, in alphabetical order. */
    public Set<String> keys() {
        return values.keySet();
    }

    /** The facts as they are stored, by name. */
    public Map<String, Payload> payloads() {
        return values;
    }

    /**
     * A fact.
     *
     * @param type class of the value
     * @throws dev.durable.failure.DurableException {@code DUR-6002} if it is of another type
     */
    @SuppressWarnings("unchecked") // decoded as the type
    public <T> Optional<T> get(String key, Class<T> type) {
        Payload value = values.get(key);
        return value == null ? Optional.empty() : Optional.ofNullable((T) converter.fromPayload(value, (Type) type));
    }

    @Override
    public String toString() {
        return "Memo" + values.keySet();
    }
}
