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

    /** The reason for which the engine itself pauses a run, in the turn that ends it from outside. */
    public static final String CAME_TOO_LATE = "What follows came too late for the code";

    /** Whether the engine has paused the run so that what it has got is recorded although its code, which it is ended without, is not told. */
    public boolean isPartOfTheEnd() {
        return reason.equals(CAME_TOO_LATE);
    }

    @Override
    public WorkflowExecutionPaused at(int newEventId, Instant newTime) {
        return new WorkflowExecutionPaused(newEventId, newTime, reason);
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionPaused;
    }
}
