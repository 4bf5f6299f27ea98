package dev.durable.history;

import java.time.Instant;

/** Something that happened to the workflow. Applying one and running the code until it blocks is a step. */
public sealed interface InboundEvent extends HistoryEvent
        permits WorkflowExecutionStarted,
                WorkflowExecutionSignaled,
                WorkflowExecutionUpdateAccepted,
                WorkflowExecutionCancelRequested,
                WorkflowExecutionTerminated,
                WorkflowExecutionTimedOut,
                WorkflowExecutionPaused,
                WorkflowExecutionUnpaused,
                WorkflowExecutionReset,
                WorkflowExecutionResetRequested,
                WorkflowExecutionRetryRequested,
                ActivityTaskCompleted,
                ActivityTaskFailed,
                ActivityTaskTimedOut,
                ActivityTaskCanceled,
                ActivityTaskReported,
                LocalActivityTaskCompleted,
                LocalActivityTaskFailed,
                TimerFired,
                StartChildWorkflowExecutionFailed,
                ChildWorkflowExecutionStarted,
                ChildWorkflowExecutionCompleted,
                ChildWorkflowExecutionFailed,
                ChildWorkflowExecutionCanceled,
                ChildWorkflowExecutionTimedOut,
                ChildWorkflowExecutionTerminated,
                ExternalWorkflowExecutionSignaled,
                SignalExternalWorkflowExecutionFailed,
                ExternalWorkflowExecutionCancelRequested,
                RequestCancelExternalWorkflowExecutionFailed {

    /**
     * The same event at a place in a history. What waits in a mailbox or as a stored message has no place yet (event id 0);
     * the owner of the run gives it one.
     */
    InboundEvent at(int eventId, Instant time);

    /**
     * Whether the event is recorded even if the code has ended already when it comes: somebody was told that it was accepted. It
     * then stands before the closing event, unheard.
     */
    default boolean mayComeTooLate() {
        return false;
    }
}
