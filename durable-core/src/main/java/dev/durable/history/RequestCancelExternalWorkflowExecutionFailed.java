package dev.durable.history;

import java.time.Instant;

/**
 * The request to another workflow could not be delivered.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param initiatedEventId the event that asked for it
 * @param cause why: {@code WORKFLOW_NOT_FOUND} if it is not open
 */
public record RequestCancelExternalWorkflowExecutionFailed(
        int eventId, Instant time, int initiatedEventId, String cause) implements InboundEvent {

    @Override
    public RequestCancelExternalWorkflowExecutionFailed at(int newEventId, Instant newTime) {
        return new RequestCancelExternalWorkflowExecutionFailed(newEventId, newTime, initiatedEventId, cause);
    }

    @Override
    public int endsEventId() {
        return initiatedEventId;
    }

    @Override
    public EventType type() {
        return EventType.RequestCancelExternalWorkflowExecutionFailed;
    }
}
