package dev.durable.history;

import java.time.Instant;

/** Something that happened to the workflow. Applying one and running the code until it blocks is a step. */
public sealed interface InboundEvent extends HistoryEvent
        permits WorkflowExecutionStarted,
                WorkflowExecutionSignaled,
                ActivityTaskCompleted,
                ActivityTaskFailed,
                ActivityTaskTimedOut,
                TimerFired {

    /**
     * The same event at a place in a history. What waits in a mailbox or as a stored message has no place yet (event id 0);
     * the owner of the run gives it one.
     */
    InboundEvent at(int eventId, Instant time);
}
