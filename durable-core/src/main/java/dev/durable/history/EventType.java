package dev.durable.history;

/**
 * The kinds of events. The names are stored in the database and in exported histories, so they never change.
 */
public enum EventType {
    /** The run began. Always event 1. */
    WorkflowExecutionStarted(dev.durable.history.WorkflowExecutionStarted.class),
    /** A signal arrived. */
    WorkflowExecutionSignaled(dev.durable.history.WorkflowExecutionSignaled.class),
    /** An update was accepted: its validator had no objection, and its handler runs. Updates that are refused leave no event. */
    WorkflowExecutionUpdateAccepted(dev.durable.history.WorkflowExecutionUpdateAccepted.class),
    /** The handler of an update ended. */
    WorkflowExecutionUpdateCompleted(dev.durable.history.WorkflowExecutionUpdateCompleted.class),
    /** Somebody asks the workflow to give up: its root cancellation scope is canceled. */
    WorkflowExecutionCancelRequested(dev.durable.history.WorkflowExecutionCancelRequested.class),
    /** The run was ended from outside; its code was not asked. Closes the run. */
    WorkflowExecutionTerminated(dev.durable.history.WorkflowExecutionTerminated.class),
    /** The run took longer than it may; its code was not asked. Closes the run. */
    WorkflowExecutionTimedOut(dev.durable.history.WorkflowExecutionTimedOut.class),
    /** The run was paused from outside: nothing but control reaches its code until it is resumed. */
    WorkflowExecutionPaused(dev.durable.history.WorkflowExecutionPaused.class),
    /** The run was resumed. */
    WorkflowExecutionUnpaused(dev.durable.history.WorkflowExecutionUnpaused.class),
    /** The events before this one were taken over from another run of the workflow; from here on the run goes its own way. */
    WorkflowExecutionReset(dev.durable.history.WorkflowExecutionReset.class),
    /** Somebody asks for the run to be reset. A message to that very run, never part of a history. */
    WorkflowExecutionResetRequested(dev.durable.history.WorkflowExecutionResetRequested.class),
    /** Somebody asks that what waits for its next try be tried at once. A message to that very run, never part of a history. */
    WorkflowExecutionRetryRequested(dev.durable.history.WorkflowExecutionRetryRequested.class),
    /** The workflow method returned. Closes the run. */
    WorkflowExecutionCompleted(dev.durable.history.WorkflowExecutionCompleted.class),
    /** A failure left the workflow method. Closes the run. */
    WorkflowExecutionFailed(dev.durable.history.WorkflowExecutionFailed.class),
    /** A cancellation left the workflow method. Closes the run. */
    WorkflowExecutionCanceled(dev.durable.history.WorkflowExecutionCanceled.class),
    /** The workflow goes on as a new run with a history of its own. Closes the run. */
    WorkflowExecutionContinuedAsNew(dev.durable.history.WorkflowExecutionContinuedAsNew.class),
    /** The workflow asked for an activity. The event's id identifies the activity within the run. */
    ActivityTaskScheduled(dev.durable.history.ActivityTaskScheduled.class),
    /** The workflow does not want the activity any more. */
    ActivityTaskCancelRequested(dev.durable.history.ActivityTaskCancelRequested.class),
    /** An activity returned. */
    ActivityTaskCompleted(dev.durable.history.ActivityTaskCompleted.class),
    /** An activity failed, and there is no further attempt. */
    ActivityTaskFailed(dev.durable.history.ActivityTaskFailed.class),
    /** An activity ran out of time, and there is no further attempt. */
    ActivityTaskTimedOut(dev.durable.history.ActivityTaskTimedOut.class),
    /** An activity stopped because it was asked to. */
    ActivityTaskCanceled(dev.durable.history.ActivityTaskCanceled.class),
    /** Somebody outside tells how an attempt of an activity goes on. A message, never part of a history. */
    ActivityTaskReported(dev.durable.history.ActivityTaskReported.class),
    /** A local activity returned. Local activities have no event that schedules them: the code asks for them again on replay. */
    LocalActivityTaskCompleted(dev.durable.history.LocalActivityTaskCompleted.class),
    /** A local activity failed, and there is no further attempt. */
    LocalActivityTaskFailed(dev.durable.history.LocalActivityTaskFailed.class),
    /** The workflow started a timer. The event's id identifies the timer within the run; it is due at {@code time + duration}. */
    TimerStarted(dev.durable.history.TimerStarted.class),
    /** A timer fired. */
    TimerFired(dev.durable.history.TimerFired.class),
    /** The workflow gave a timer up before it fired. */
    TimerCanceled(dev.durable.history.TimerCanceled.class),
    /** Something that replay must not decide anew. */
    MarkerRecorded(dev.durable.history.MarkerRecorded.class),
    /** The workflow changed facts by which it can be found. */
    UpsertWorkflowSearchAttributes(dev.durable.history.UpsertWorkflowSearchAttributes.class),
    /** The workflow changed its memo. */
    WorkflowPropertiesModified(dev.durable.history.WorkflowPropertiesModified.class),
    /** The workflow asked for a child workflow. The event's id identifies the child within the run. */
    StartChildWorkflowExecutionInitiated(dev.durable.history.StartChildWorkflowExecutionInitiated.class),
    /** A child workflow could not be started. */
    StartChildWorkflowExecutionFailed(dev.durable.history.StartChildWorkflowExecutionFailed.class),
    /** A child workflow was started. */
    ChildWorkflowExecutionStarted(dev.durable.history.ChildWorkflowExecutionStarted.class),
    /** A child workflow returned. */
    ChildWorkflowExecutionCompleted(dev.durable.history.ChildWorkflowExecutionCompleted.class),
    /** A child workflow failed. */
    ChildWorkflowExecutionFailed(dev.durable.history.ChildWorkflowExecutionFailed.class),
    /** A child workflow ended by cancellation. */
    ChildWorkflowExecutionCanceled(dev.durable.history.ChildWorkflowExecutionCanceled.class),
    /** A child workflow took longer than it may. */
    ChildWorkflowExecutionTimedOut(dev.durable.history.ChildWorkflowExecutionTimedOut.class),
    /** A child workflow was terminated. */
    ChildWorkflowExecutionTerminated(dev.durable.history.ChildWorkflowExecutionTerminated.class),
    /** The workflow sends a signal to another one. */
    SignalExternalWorkflowExecutionInitiated(dev.durable.history.SignalExternalWorkflowExecutionInitiated.class),
    /** A signal to another workflow was accepted. */
    ExternalWorkflowExecutionSignaled(dev.durable.history.ExternalWorkflowExecutionSignaled.class),
    /** A signal to another workflow could not be delivered. */
    SignalExternalWorkflowExecutionFailed(dev.durable.history.SignalExternalWorkflowExecutionFailed.class),
    /** The workflow asks another one to give up. */
    RequestCancelExternalWorkflowExecutionInitiated(
            dev.durable.history.RequestCancelExternalWorkflowExecutionInitiated.class),
    /** The request to another workflow was accepted. */
    ExternalWorkflowExecutionCancelRequested(dev.durable.history.ExternalWorkflowExecutionCancelRequested.class),
    /** The request to another workflow could not be delivered. */
    RequestCancelExternalWorkflowExecutionFailed(
            dev.durable.history.RequestCancelExternalWorkflowExecutionFailed.class);

    private final Class<? extends HistoryEvent> eventClass;

    EventType(Class<? extends HistoryEvent> eventClass) {
        this.eventClass = eventClass;
    }

    /** The record that carries events of this type. */
    public Class<? extends HistoryEvent> eventClass() {
        return eventClass;
    }

    /** Whether events of this type happen to the workflow; otherwise the workflow asked for them. */
    public boolean isInbound() {
        return InboundEvent.class.isAssignableFrom(eventClass);
    }

    /**
     * Whether a stored message of this type is addressed to the workflow, so that it goes on to the run that takes the place of the one for
     * which it was stored. All others are answers to what that run has asked for, or its own limits: there an event id means something else.
     */
    public boolean isAddressedToWorkflow() {
        return switch (this) {
            case WorkflowExecutionSignaled,
                    WorkflowExecutionUpdateAccepted,
                    WorkflowExecutionCancelRequested,
                    WorkflowExecutionTerminated,
                    WorkflowExecutionPaused,
                    WorkflowExecutionUnpaused -> true;
            default -> false;
        };
    }
}
