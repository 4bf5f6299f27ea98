package dev.durable.history;

import dev.durable.payload.Payload;
import java.time.Instant;

/**
 * Something that replay must not decide anew.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param kind what it is
 * @param name the change id or the name of the side effect
 * @param number the version; or how many calls of the same name came before, for a mutable side effect
 * @param value the value; null for versions
 */
public record MarkerRecorded(int eventId, Instant time, MarkerKind kind, String name, int number, Payload value)
        implements CommandEvent {

    @Override
    public EventType type() {
        return EventType.MarkerRecorded;
    }
}
