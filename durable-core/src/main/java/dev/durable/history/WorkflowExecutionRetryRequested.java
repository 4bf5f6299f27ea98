package dev.durable.history;

import java.time.Instant;

/**
 * Somebody asks that what waits for its next try be tried at once. Only ever a message to that very run, never part of a history: it changes
 * when something happens, not what.
 *
 * @param eventId 0
 * @param time when it was accepted
 * @param scheduledEventId the event that scheduled the only activity that is meant; 0 for all, and the code of the run
 */
public record WorkflowExecutionRetryRequested(int eventId, Instant time, int scheduledEventId) implements InboundEvent {

    @Override
    public WorkflowExecutionRetryRequested at(int newEventId, Instant newTime) {
        return new WorkflowExecutionRetryRequested(newEventId, newTime, scheduledEventId);
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionRetryRequested;
    }
}
