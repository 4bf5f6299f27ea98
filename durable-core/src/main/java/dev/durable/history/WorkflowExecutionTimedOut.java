package dev.durable.history;

import dev.durable.failure.TimeoutType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The run took longer than it may; its code was not asked. Closes the run.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param timeoutType {@link TimeoutType#WORKFLOW_RUN} or {@link TimeoutType#WORKFLOW_EXECUTION}
 * @param newRunId the run that repeats it, or null
 */
public record WorkflowExecutionTimedOut(
        int eventId,
        Instant time,
        TimeoutType timeoutType,
        @Nullable UUID newRunId) implements InboundEvent {

    @Override
    public WorkflowExecutionTimedOut at(int newEventId, Instant newTime) {
        return new WorkflowExecutionTimedOut(newEventId, newTime, timeoutType, newRunId);
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
        return EventType.WorkflowExecutionTimedOut;
    }
}
