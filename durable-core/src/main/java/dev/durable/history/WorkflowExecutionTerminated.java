package dev.durable.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The run was ended from outside; its code was not asked. Closes the run.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param reason why, in words for people, or empty
 * @param newRunId the run that takes its place, if the run is ended because it is reset, or null
 */
public record WorkflowExecutionTerminated(
        int eventId, Instant time, String reason, @Nullable UUID newRunId) implements InboundEvent {

    /** The end of a run that nothing takes the place of. */
    public WorkflowExecutionTerminated(int eventId, Instant time, String reason) {
        this(eventId, time, reason, null);
    }

    @Override
    public WorkflowExecutionTerminated at(int newEventId, Instant newTime) {
        return new WorkflowExecutionTerminated(newEventId, newTime, reason, newRunId);
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
        return EventType.WorkflowExecutionTerminated;
    }
}
