package dev.durable.history;

/**
 * The kinds of events. The names are stored in the database and in exported histories, so they never change.
 */
public enum EventType {
    /** The run began. Always event 1. */
    WorkflowExecutionStarted(dev.durable.history.WorkflowExecutionStarted.class),
    /** A signal arrived. */
    WorkflowExecutionSignaled(dev.durable.history.WorkflowExecutionSignaled.class),
    /** The workflow asked for an activity. */
    ActivityTaskScheduled(dev.durable.history.ActivityTaskScheduled.class),
    /** An activity returned. */
    ActivityTaskCompleted(dev.durable.history.ActivityTaskCompleted.class),
    /** An activity failed for good. */
    ActivityTaskFailed(dev.durable.history.ActivityTaskFailed.class),
    /** An activity ran out of time for good. */
    ActivityTaskTimedOut(dev.durable.history.ActivityTaskTimedOut.class),
    /** The workflow started a timer. */
    TimerStarted(dev.durable.history.TimerStarted.class),
    /** A timer fired. */
    TimerFired(dev.durable.history.TimerFired.class),
    /** The workflow gave a timer up. */
    TimerCanceled(dev.durable.history.TimerCanceled.class),
    /** The workflow returned. Closes the run. */
    WorkflowExecutionCompleted(dev.durable.history.WorkflowExecutionCompleted.class),
    /** The workflow failed. Closes the run. */
    WorkflowExecutionFailed(dev.durable.history.WorkflowExecutionFailed.class);

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
}
