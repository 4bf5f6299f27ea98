package dev.durable.history;

import java.time.Instant;

/**
 * The request to another workflow was accepted.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param initiatedEventId the event that asked for it
 */
public record ExternalWorkflowExecutionCancelRequested(int eventId, Instant time, int initiatedEventId)
        implements InboundEvent {

    @Override
    public ExternalWorkflowExecutionCancelRequested at(int newEventId, Instant newTime) {
        return new ExternalWorkflowExecutionCancelRequested(newEventId, newTime, initiatedEventId);
    }

    @Override
    public int endsEventId() {
        return initiatedEventId;
    }

    @Override
    public EventType type() {
        return EventType.ExternalWorkflowExecutionCancelRequested;
    }
}
