package dev.durable.history;

import dev.durable.payload.FailureInfo;
import java.time.Instant;

/**
 * A cancellation left the workflow method. Closes the run.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param failure the cancellation
 */
public record WorkflowExecutionCanceled(int eventId, Instant time, FailureInfo failure) implements CommandEvent {

    @Override
    public boolean closesRun() {
        return true;
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionCanceled;
    }
}
