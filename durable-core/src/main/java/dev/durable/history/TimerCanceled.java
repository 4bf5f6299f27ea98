package dev.durable.history;

import java.time.Instant;

/**
 * The workflow gave a timer up before it fired.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param startedEventId the event that started it
 */
public record TimerCanceled(int eventId, Instant time, int startedEventId) implements CommandEvent {

    @Override
    public int endsEventId() {
        return startedEventId;
    }

    @Override
    public EventType type() {
        return EventType.TimerCanceled;
    }
}
