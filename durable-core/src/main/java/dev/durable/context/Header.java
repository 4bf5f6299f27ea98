package dev.durable.context;

import dev.durable.payload.Payload;
import dev.durable.payload.PayloadConverter;
import dev.durable.payload.PayloadUse;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What travels beside the arguments of a call, by name: the values of context propagators and of interceptors. Immutable. */
public final class Header {

    private final Map<String, Payload> payloads;
    private final PayloadConverter converter;

    private Header(Map<String, Payload> payloads, PayloadConverter converter) {
        this.payloads = payloads;
        this.converter = converter;
    }

    /** A header over encoded values. */
    public static Header of(Map<String, Payload> payloads, PayloadConverter converter) {
        return new Header(Map.copyOf(payloads), converter);
    }

    /** The names of what it carries. */
    public Set<String> names() {
        return payloads.keySet();
    }

    /**
     * A value.
     *
     * @throws dev.durable.payload.PayloadException if it is of another type
     */
    public <T> Optional<T> get(String name, Class<T> type) {
        Payload payload = payloads.get(name);
        return payload == null ? Optional.empty() : Optional.ofNullable(type.cast(decode(payload, type)));
    }

    /**
     * This header with one more value, or with another one in place of that of the name.
     *
     * @throws dev.durable.payload.PayloadException if the value cannot be encoded
     */
    public Header with(String name, Object value) {
        Map<String, Payload> changed = new LinkedHashMap<>(payloads);
        changed.put(name, converter.toPayload(value, value.getClass(), PayloadUse.part("value " + name, "the header")));
        return of(changed, converter);
    }

    /** This header without a value of the name. */
    public Header without(String name) {
        Map<String, Payload> changed = new LinkedHashMap<>(payloads);
        changed.remove(name);
        return of(changed, converter);
    }

    /** The encoded values. */
    public Map<String, Payload> payloads() {
        return payloads;
    }

    /** The names: values may be secret. */
    @Override
    public String toString() {
        return payloads.keySet().toString();
    }

    private @Nullable Object decode(Payload payload, Type type) {
        return converter.fromPayload(payload, type);
    }
}
