package dev.durable.history;

import dev.durable.failure.RetryState;
import dev.durable.payload.FailureInfo;
import java.time.Instant;

/**
 * An activity failed, and there is no further attempt.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param scheduledEventId the event that scheduled it
 * @param attempt the last attempt, from 1
 * @param failure what went wrong in it
 * @param retryState why there is no further attempt
 */
public record ActivityTaskFailed(
        int eventId, Instant time, int scheduledEventId, int attempt, FailureInfo failure, RetryState retryState)
        implements InboundEvent {

    @Override
    public ActivityTaskFailed at(int newEventId, Instant newTime) {
        return new ActivityTaskFailed(newEventId, newTime, scheduledEventId, attempt, failure, retryState);
    }

    @Override
    public int endsEventId() {
        return scheduledEventId;
    }

    @Override
    public EventType type() {
        return EventType.ActivityTaskFailed;
    }
}
