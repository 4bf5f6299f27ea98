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

    /** The version of a change, which has no value. */
    public static MarkerRecorded version(int eventId, Instant time, String changeId, int version) {
        return new MarkerRecorded(eventId, time, MarkerKind.VERSION, changeId, version, Payload.NULL);
    }

    /** Whether it is the version of a change. */
    public boolean isVersion() {
        return kind == MarkerKind.VERSION;
    }
}
