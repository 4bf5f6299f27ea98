package dev.durable.history;

import java.time.Instant;

/**
 * Somebody asks the workflow to give up: its root cancellation scope is canceled.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param reason why, in words for people, or empty
 */
public record WorkflowExecutionCancelRequested(int eventId, Instant time, String reason) implements InboundEvent {

    @Override
    public boolean mayComeTooLate() {
        return true;
    }

    @Override
    public WorkflowExecutionCancelRequested at(int newEventId, Instant newTime) {
        return new WorkflowExecutionCancelRequested(newEventId, newTime, reason);
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionCancelRequested;
    }
}
