package dev.durable.context;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Takes entries of the logging context along, those of the given keys. */
public final class MdcContextPropagator implements ContextPropagator<Map<String, String>> {

    private static final Type STRINGS = Entries.class.getRecordComponents()[0].getGenericType();

    private final List<String> keys;

    /** A propagator of these keys. */
    public MdcContextPropagator(Collection<String> keys) {
        this.keys = List.copyOf(keys);
    }

    @Override
    public String name() {
        return "mdc";
    }

    @Override
    public Type type() {
        return STRINGS;
    }

    @Override
    public @Nullable Map<String, String> capture() {
        Map<String, String> entries = new LinkedHashMap<>();
        for (String key : keys) {
            String value = MDC.get(key);
            if (value != null) {
                entries.put(key, value);
            }
        }
        return entries.isEmpty() ? null : entries;
    }

    @Override
    public ContextScope restore(@Nullable Map<String, String> context) {
        Map<String, String> before = capture();
        set(context);
        return () -> set(before);
    }

    private void set(@Nullable Map<String, String> entries) {
        for (String key : keys) {
            String value = entries == null ? null : entries.get(key);
            if (value == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, value);
            }
        }
    }

    private record Entries(Map<String, String> strings) {}
}
