package dev.durable.history;

import dev.durable.failure.RetryState;
import dev.durable.payload.FailureInfo;
import java.time.Instant;

/**
 * A local activity failed, and there is no further attempt.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param localActivityId which one, counted from 1 within the run
 * @param activityType name of the activity
 * @param attempt the last attempt, from 1
 * @param failure what went wrong
 * @param retryState why there is no further attempt
 */
public record LocalActivityTaskFailed(
        int eventId,
        Instant time,
        int localActivityId,
        String activityType,
        int attempt,
        FailureInfo failure,
        RetryState retryState)
        implements InboundEvent {

    @Override
    public LocalActivityTaskFailed at(int newEventId, Instant newTime) {
        return new LocalActivityTaskFailed(
                newEventId, newTime, localActivityId, activityType, attempt, failure, retryState);
    }

    @Override
    public EventType type() {
        return EventType.LocalActivityTaskFailed;
    }
}
