package dev.durable.history;

import java.time.Instant;

/**
 * The run was paused from outside: nothing but control reaches its code until it is resumed.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param reason why, in words for people, or empty
 */
public record WorkflowExecutionPaused(int eventId, Instant time, String reason) implements InboundEvent {

    @Override
    public WorkflowExecutionPaused at(int newEventId, Instant newTime) {
        return new WorkflowExecutionPaused(newEventId, newTime, reason);
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionPaused;
    }
}
