package dev.durable.history;

import dev.durable.failure.TimeoutType;
import java.time.Instant;

/**
 * A child workflow took longer than it may.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param initiatedEventId the event that asked for it
 * @param timeoutType which limit
 */
public record ChildWorkflowExecutionTimedOut(int eventId, Instant time, int initiatedEventId, TimeoutType timeoutType)
        implements InboundEvent {

    @Override
    public ChildWorkflowExecutionTimedOut at(int newEventId, Instant newTime) {
        return new ChildWorkflowExecutionTimedOut(newEventId, newTime, initiatedEventId, timeoutType);
    }

    @Override
    public int endsEventId() {
        return initiatedEventId;
    }

    @Override
    public EventType type() {
        return EventType.ChildWorkflowExecutionTimedOut;
    }
}
