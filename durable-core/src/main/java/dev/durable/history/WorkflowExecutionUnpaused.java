package dev.durable.history;

import java.time.Instant;

/**
 * The run was resumed.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param reason why, in words for people, or empty
 */
public record WorkflowExecutionUnpaused(int eventId, Instant time, String reason) implements InboundEvent {

    @Override
    public WorkflowExecutionUnpaused at(int newEventId, Instant newTime) {
        return new WorkflowExecutionUnpaused(newEventId, newTime, reason);
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionUnpaused;
    }
}
