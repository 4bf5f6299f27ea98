package dev.durable.history;

/** Something that the workflow code asked for. On replay, the code must ask for the same again. */
public sealed interface CommandEvent extends HistoryEvent
        permits WorkflowExecutionUpdateCompleted,
                WorkflowExecutionCompleted,
                WorkflowExecutionFailed,
                WorkflowExecutionCanceled,
                WorkflowExecutionContinuedAsNew,
                ActivityTaskScheduled,
                ActivityTaskCancelRequested,
                TimerStarted,
                TimerCanceled,
                MarkerRecorded,
                UpsertWorkflowSearchAttributes,
                WorkflowPropertiesModified,
                StartChildWorkflowExecutionInitiated,
                SignalExternalWorkflowExecutionInitiated,
                RequestCancelExternalWorkflowExecutionInitiated {}
