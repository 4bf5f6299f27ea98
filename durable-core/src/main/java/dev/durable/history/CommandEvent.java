package dev.durable.history;

/** Something that the workflow code asked for. On replay, the code must ask for the same again. */
public sealed interface CommandEvent extends HistoryEvent
        permits ActivityTaskScheduled,
                TimerStarted,
                TimerCanceled,
                WorkflowExecutionCompleted,
                WorkflowExecutionFailed {

    /** Whether the event closes the run; such an event is the last of its history. */
    default boolean closesRun() {
        return false;
    }
}
