package dev.durable.history;

import dev.durable.payload.Payload;
import java.time.Instant;

/**
 * A child workflow returned.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param initiatedEventId the event that asked for it
 * @param result what it returned
 */
public record ChildWorkflowExecutionCompleted(int eventId, Instant time, int initiatedEventId, Payload result)
        implements InboundEvent {

    @Override
    public ChildWorkflowExecutionCompleted at(int newEventId, Instant newTime) {
        return new ChildWorkflowExecutionCompleted(newEventId, newTime, initiatedEventId, result);
    }

    @Override
    public int endsEventId() {
        return initiatedEventId;
    }

    @Override
    public EventType type() {
        return EventType.ChildWorkflowExecutionCompleted;
    }
}
