package dev.durable.history;

import dev.durable.payload.FailureInfo;
import java.time.Instant;

/**
 * An activity stopped because it was asked to.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param scheduledEventId the event that scheduled it
 * @param attempt the last attempt, from 1; 0 if none had begun
 * @param failure the cancellation, with what the activity said about it
 */
public record ActivityTaskCanceled(int eventId, Instant time, int scheduledEventId, int attempt, FailureInfo failure)
        implements InboundEvent {

    @Override
    public ActivityTaskCanceled at(int newEventId, Instant newTime) {
        return new ActivityTaskCanceled(newEventId, newTime, scheduledEventId, attempt, failure);
    }

    @Override
    public int endsEventId() {
        return scheduledEventId;
    }

    @Override
    public EventType type() {
        return EventType.ActivityTaskCanceled;
    }
}
