package dev.durable.history;

import dev.durable.payload.Payload;
import java.time.Instant;

/**
 * A local activity returned. Local activities have no event that schedules them: the code asks for them again on replay.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param localActivityId which one, counted from 1 within the run
 * @param activityType name of the activity
 * @param attempt the attempt that succeeded, from 1
 * @param result what it returned
 */
public record LocalActivityTaskCompleted(
        int eventId, Instant time, int localActivityId, String activityType, int attempt, Payload result)
        implements InboundEvent {

    @Override
    public LocalActivityTaskCompleted at(int newEventId, Instant newTime) {
        return new LocalActivityTaskCompleted(newEventId, newTime, localActivityId, activityType, attempt, result);
    }

    @Override
    public EventType type() {
        return EventType.LocalActivityTaskCompleted;
    }
}
