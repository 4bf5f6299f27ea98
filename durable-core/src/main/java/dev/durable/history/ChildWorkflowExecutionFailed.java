package dev.durable.history;

import dev.durable.payload.FailureInfo;
import java.time.Instant;

/**
 * A child workflow failed.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param initiatedEventId the event that asked for it
 * @param failure what went wrong
 */
public record ChildWorkflowExecutionFailed(int eventId, Instant time, int initiatedEventId, FailureInfo failure)
        implements InboundEvent {

    @Override
    public ChildWorkflowExecutionFailed at(int newEventId, Instant newTime) {
        return new ChildWorkflowExecutionFailed(newEventId, newTime, initiatedEventId, failure);
    }

    @Override
    public int endsEventId() {
        return initiatedEventId;
    }

    @Override
    public EventType type() {
        return EventType.ChildWorkflowExecutionFailed;
    }
}
