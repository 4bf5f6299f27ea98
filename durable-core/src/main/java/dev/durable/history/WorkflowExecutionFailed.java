package dev.durable.history;

import dev.durable.payload.FailureInfo;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A failure left the workflow method. Closes the run.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param failure what went wrong
 * @param newRunId the run that repeats it, or null
 */
public record WorkflowExecutionFailed(
        int eventId,
        Instant time,
        FailureInfo failure,
        @Nullable UUID newRunId) implements CommandEvent {

    /** A failure after which nothing is repeated. */
    public WorkflowExecutionFailed(int eventId, Instant time, FailureInfo failure) {
        this(eventId, time, failure, null);
    }

    @Override
    public boolean closesRun() {
        return true;
    }

    @Override
    public @Nullable UUID nextRunId() {
        return newRunId;
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionFailed;
    }
}
