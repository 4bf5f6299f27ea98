package dev.durable.history;

import dev.durable.payload.Payload;
import java.time.Instant;

/**
 * The workflow method returned. Closes the run.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param result what it returned
 */
public record WorkflowExecutionCompleted(int eventId, Instant time, Payload result) implements CommandEvent {

    @Override
    public boolean closesRun() {
        return true;
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionCompleted;
    }
}
