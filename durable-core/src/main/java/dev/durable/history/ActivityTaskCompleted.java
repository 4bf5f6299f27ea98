package dev.durable.history;

import dev.durable.payload.Payload;
import java.time.Instant;

/**
 * An activity returned.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param scheduledEventId the event that scheduled it
 * @param attempt the attempt that succeeded, from 1
 * @param result what it returned; the JSON value null for void
 */
public record ActivityTaskCompleted(int eventId, Instant time, int scheduledEventId, int attempt, Payload result)
        implements InboundEvent {

    @Override
    public ActivityTaskCompleted at(int newEventId, Instant newTime) {
        return new ActivityTaskCompleted(newEventId, newTime, scheduledEventId, attempt, result);
    }

    @Override
    public int endsEventId() {
        return scheduledEventId;
    }

    @Override
    public EventType type() {
        return EventType.ActivityTaskCompleted;
    }
}
