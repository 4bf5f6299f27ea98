package dev.durable.autoconfigure.actuate;

import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of a history.
 *
 * @param attributes what else it tells, by the names of the recorded history
 */
record EventDescriptor(int eventId, Instant time, EventType type, Map<String, @Nullable Object> attributes) {

    static EventDescriptor of(HistoryEvent event, EventAttributes attributes) {
        return new EventDescriptor(event.eventId(), event.time(), event.type(), attributes.of(event));
    }
}
