package dev.durable.history;

import java.time.Instant;

/**
 * The run was ended from outside; its code was not asked. Closes the run.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param reason why, in words for people, or empty
 */
public record WorkflowExecutionTerminated(int eventId, Instant time, String reason) implements InboundEvent {

    @Override
    public WorkflowExecutionTerminated at(int newEventId, Instant newTime) {
        return new WorkflowExecutionTerminated(newEventId, newTime, reason);
    }

    @Override
    public boolean closesRun() {
        return true;
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionTerminated;
    }
}
