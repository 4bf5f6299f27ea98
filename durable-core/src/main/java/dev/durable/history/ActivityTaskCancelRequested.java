package dev.durable.history;

import java.time.Instant;

/**
 * The workflow does not want the activity any more.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param scheduledEventId the event that scheduled it
 */
public record ActivityTaskCancelRequested(int eventId, Instant time, int scheduledEventId) implements CommandEvent {

    @Override
    public EventType type() {
        return EventType.ActivityTaskCancelRequested;
    }
}
