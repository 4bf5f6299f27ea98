package dev.durable.history;

import java.time.Instant;

/**
 * A child workflow was terminated.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param initiatedEventId the event that asked for it
 * @param reason why, in words for people, or empty
 */
public record ChildWorkflowExecutionTerminated(int eventId, Instant time, int initiatedEventId, String reason)
        implements InboundEvent {

    @Override
    public ChildWorkflowExecutionTerminated at(int newEventId, Instant newTime) {
        return new ChildWorkflowExecutionTerminated(newEventId, newTime, initiatedEventId, reason);
    }

    @Override
    public int endsEventId() {
        return initiatedEventId;
    }

    @Override
    public EventType type() {
        return EventType.ChildWorkflowExecutionTerminated;
    }
}
