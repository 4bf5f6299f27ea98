package dev.durable.history;

import java.time.Instant;
import java.util.UUID;

/**
 * The events before this one were taken over from another run of the workflow; from here on the run goes its own way.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param baseRunId the run whose history was taken over
 * @param baseEventId its last event that was taken over
 * @param newRunId the run that begins here; what derives from run ids derives from this one from now on
 * @param reason why, in words for people, or empty
 */
public record WorkflowExecutionReset(
        int eventId, Instant time, UUID baseRunId, int baseEventId, UUID newRunId, String reason)
        implements InboundEvent {

    @Override
    public WorkflowExecutionReset at(int newEventId, Instant newTime) {
        return new WorkflowExecutionReset(newEventId, newTime, baseRunId, baseEventId, newRunId, reason);
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionReset;
    }
}
