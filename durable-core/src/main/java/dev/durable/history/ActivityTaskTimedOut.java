package dev.durable.history;

import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutType;
import dev.durable.payload.FailureInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An activity ran out of time, and there is no further attempt.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param scheduledEventId the event that scheduled it
 * @param attempt the last attempt, from 1; 0 if none began
 * @param timeoutType which limit ran out
 * @param message facts about it
 * @param lastFailure the failure of the attempt before, or null
 * @param retryState why there is no further attempt
 */
public record ActivityTaskTimedOut(
        int eventId,
        Instant time,
        int scheduledEventId,
        int attempt,
        TimeoutType timeoutType,
        String message,
        @Nullable FailureInfo lastFailure,
        RetryState retryState)
        implements InboundEvent {

    @Override
    public ActivityTaskTimedOut at(int newEventId, Instant newTime) {
        return new ActivityTaskTimedOut(
                newEventId, newTime, scheduledEventId, attempt, timeoutType, message, lastFailure, retryState);
    }

    @Override
    public int endsEventId() {
        return scheduledEventId;
    }

    @Override
    public EventType type() {
        return EventType.ActivityTaskTimedOut;
    }
}
