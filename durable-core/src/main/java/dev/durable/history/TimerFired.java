package dev.durable.history;

import java.time.Instant;

/**
 * A timer fired.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param startedEventId the event that started it
 */
public record TimerFired(int eventId, Instant time, int startedEventId) implements InboundEvent {

    @Override
    public TimerFired at(int newEventId, Instant newTime) {
        return new TimerFired(newEventId, newTime, startedEventId);
    }

    @Override
    public int endsEventId() {
        return startedEventId;
    }

    @Override
    public EventType type() {
        return EventType.TimerFired;
    }
}
