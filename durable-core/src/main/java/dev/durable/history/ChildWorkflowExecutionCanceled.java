package dev.durable.history;

import dev.durable.payload.FailureInfo;
import java.time.Instant;

/**
 * A child workflow ended by cancellation.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param initiatedEventId the event that asked for it
 * @param failure the cancellation
 */
public record ChildWorkflowExecutionCanceled(int eventId, Instant time, int initiatedEventId, FailureInfo failure)
        implements InboundEvent {

    @Override
    public ChildWorkflowExecutionCanceled at(int newEventId, Instant newTime) {
        return new ChildWorkflowExecutionCanceled(newEventId, newTime, initiatedEventId, failure);
    }

    @Override
    public int endsEventId() {
        return initiatedEventId;
    }

    @Override
    public EventType type() {
        return EventType.ChildWorkflowExecutionCanceled;
    }
}
