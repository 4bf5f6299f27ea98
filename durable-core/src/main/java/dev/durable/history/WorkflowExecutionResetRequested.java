package dev.durable.history;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody asks for the run to be ended, and for another one to take its place that begins with a part of its history. A message to that very
 * run, never part of a history: whoever carries it out records {@link WorkflowExecutionTerminated}.
 *
 * @param eventId 0
 * @param time when it was asked for
 * @param newRunId the run that is to take the place of this one
 * @param lastEventId the last event that is kept
 * @param reapplySignals whether later signals are delivered again
 * @param reapplyUpdates whether later updates are delivered again
 * @param reason why, in words for people, or empty
 */
public record WorkflowExecutionResetRequested(
        int eventId,
        Instant time,
        UUID newRunId,
        int lastEventId,
        boolean reapplySignals,
        boolean reapplyUpdates,
        String reason)
        implements InboundEvent {

    @Override
    public WorkflowExecutionResetRequested at(int newEventId, Instant newTime) {
        return new WorkflowExecutionResetRequested(
                newEventId, newTime, newRunId, lastEventId, reapplySignals, reapplyUpdates, reason);
    }

    /** The end of the run that is reset. */
    public WorkflowExecutionTerminated termination(int newEventId, Instant newTime) {
        return new WorkflowExecutionTerminated(
                newEventId, newTime, reason.isEmpty() ? "Reset to event " + lastEventId : reason, newRunId);
    }

    @Override
    public boolean closesRun() {
        return true;
    }

    @Override
    public UUID nextRunId() {
        return newRunId;
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionResetRequested;
    }
}
