package dev.durable.history;

import java.time.Instant;

/**
 * A child workflow could not be started.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param initiatedEventId the event that asked for it
 * @param cause why: {@code WORKFLOW_ALREADY_EXISTS}
 */
public record StartChildWorkflowExecutionFailed(int eventId, Instant time, int initiatedEventId, String cause)
        implements InboundEvent {

    @Override
    public StartChildWorkflowExecutionFailed at(int newEventId, Instant newTime) {
        return new StartChildWorkflowExecutionFailed(newEventId, newTime, initiatedEventId, cause);
    }

    @Override
    public int endsEventId() {
        return initiatedEventId;
    }

    @Override
    public EventType type() {
        return EventType.StartChildWorkflowExecutionFailed;
    }
}
