package dev.durable.history;

import java.time.Duration;
import java.time.Instant;

/**
 * The workflow started a timer. The event's id identifies the timer within the run; it is due at {@code time + duration}.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param duration how long it runs; positive
 */
public record TimerStarted(int eventId, Instant time, Duration duration) implements CommandEvent {

    /** When the timer is due. */
    public Instant dueAt() {
        return time.plus(duration);
    }

    @Override
    public EventType type() {
        return EventType.TimerStarted;
    }
}
