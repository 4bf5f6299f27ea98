package dev.durable.autoconfigure.actuate;

import dev.durable.history.HistoryEvent;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.search.SearchAttributeValue;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * The attributes of events for people. Goes through the components of their records, so that a payload is hidden wherever it stands, be it
 * in an event that comes later.
 */
final class EventAttributes {

    private static final Set<String> SHOWN_BESIDE = Set.of("eventId", "time");

    private final ShownValues values;

    EventAttributes(ShownValues values) {
        this.values = values;
    }

    Map<String, @Nullable Object> of(HistoryEvent event) {
        Map<String, @Nullable Object> attributes = components((Record) event);
        attributes.keySet().removeAll(SHOWN_BESIDE);
        return attributes;
    }

    private Map<String, @Nullable Object> components(Record tuple) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        for (RecordComponent component : tuple.getClass().getRecordComponents()) {
            ReflectionUtils.makeAccessible(component.getAccessor());
            shown.put(component.getName(), shown(ReflectionUtils.invokeMethod(component.getAccessor(), tuple)));
        }
        return shown;
    }

    private @Nullable Object shown(@Nullable Object value) {
        if (value instanceof Payload payload) {
            return values.value(payload);
        }
        if (value instanceof FailureInfo failure) {
            return values.failure(failure);
        }
        if (value instanceof SearchAttributeValue attribute) {
            return attribute.value();
        }
        if (value instanceof Optional<?> optional) {
            return shown(optional.orElse(null));
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(this::shown).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            map.forEach((key, part) -> shown.put(String.valueOf(key), shown(part)));
            return shown;
        }
        return value instanceof Record tuple ? components(tuple) : text(value);
    }

    private static @Nullable Object text(@Nullable Object value) {
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
