package dev.durable.history;

import dev.durable.payload.FailureInfo;
import java.time.Instant;

/**
 * The workflow failed. Closes the run.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param failure what left its code
 */
public record WorkflowExecutionFailed(int eventId, Instant time, FailureInfo failure) implements CommandEvent {

    @Override
    public boolean closesRun() {
        return true;
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionFailed;
    }
}
