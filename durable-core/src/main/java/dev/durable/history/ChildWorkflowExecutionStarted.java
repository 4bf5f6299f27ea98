package dev.durable.history;

import java.time.Instant;

/**
 * A child workflow was started.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param initiatedEventId the event that asked for it
 */
public record ChildWorkflowExecutionStarted(int eventId, Instant time, int initiatedEventId) implements InboundEvent {

    @Override
    public ChildWorkflowExecutionStarted at(int newEventId, Instant newTime) {
        return new ChildWorkflowExecutionStarted(newEventId, newTime, initiatedEventId);
    }

    @Override
    public int answersEventId() {
        return initiatedEventId;
    }

    @Override
    public EventType type() {
        return EventType.ChildWorkflowExecutionStarted;
    }
}
