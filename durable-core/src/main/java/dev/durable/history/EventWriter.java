package dev.durable.history;

import tools.jackson.core.JsonGenerator;

/** Writes the attributes of one event. Not thread-safe. */
final class EventWriter {

    private final AttributeWriter to;

    EventWriter(JsonGenerator generator) {
        this.to = new AttributeWriter(generator);
    }

    /** One branch for each type; the switch does not compile when one is missing. */
    void writeAttributes(HistoryEvent event) {
        Runnable writing = switch (event.type()) {
            case WorkflowExecutionStarted -> () -> WorkflowEventJson.write(to, (WorkflowExecutionStarted) event);
            case WorkflowExecutionSignaled -> () -> WorkflowEventJson.write(to, (WorkflowExecutionSignaled) event);
            case WorkflowExecutionUpdateAccepted ->
                () -> WorkflowEventJson.write(to, (WorkflowExecutionUpdateAccepted) event);
            case WorkflowExecutionUpdateCompleted ->
                () -> WorkflowEventJson.write(to, (WorkflowExecutionUpdateCompleted) event);
            case WorkflowExecutionCancelRequested ->
                () -> WorkflowEventJson.write(to, (WorkflowExecutionCancelRequested) event);
            case WorkflowExecutionTerminated -> () -> WorkflowEventJson.write(to, (WorkflowExecutionTerminated) event);
            case WorkflowExecutionTimedOut -> () -> WorkflowEventJson.write(to, (WorkflowExecutionTimedOut) event);
            case WorkflowExecutionPaused -> () -> WorkflowEventJson.write(to, (WorkflowExecutionPaused) event);
            case WorkflowExecutionUnpaused -> () -> WorkflowEventJson.write(to, (WorkflowExecutionUnpaused) event);
            case WorkflowExecutionReset -> () -> WorkflowEventJson.write(to, (WorkflowExecutionReset) event);
            case WorkflowExecutionResetRequested ->
                () -> WorkflowEventJson.write(to, (WorkflowExecutionResetRequested) event);
            case WorkflowExecutionRetryRequested ->
                () -> WorkflowEventJson.write(to, (WorkflowExecutionRetryRequested) event);
            case WorkflowExecutionCompleted -> () -> WorkflowEventJson.write(to, (WorkflowExecutionCompleted) event);
            case WorkflowExecutionFailed -> () -> WorkflowEventJson.write(to, (WorkflowExecutionFailed) event);
            case WorkflowExecutionCanceled -> () -> WorkflowEventJson.write(to, (WorkflowExecutionCanceled) event);
            case WorkflowExecutionContinuedAsNew ->
                () -> WorkflowEventJson.write(to, (WorkflowExecutionContinuedAsNew) event);
            case ActivityTaskScheduled -> () -> StepEventJson.write(to, (ActivityTaskScheduled) event);
            case ActivityTaskCancelRequested -> () -> StepEventJson.write(to, (ActivityTaskCancelRequested) event);
            case ActivityTaskCompleted -> () -> StepEventJson.write(to, (ActivityTaskCompleted) event);
            case ActivityTaskFailed -> () -> StepEventJson.write(to, (ActivityTaskFailed) event);
            case ActivityTaskTimedOut -> () -> StepEventJson.write(to, (ActivityTaskTimedOut) event);
            case ActivityTaskCanceled -> () -> StepEventJson.write(to, (ActivityTaskCanceled) event);
            case ActivityTaskReported -> () -> StepEventJson.write(to, (ActivityTaskReported) event);
            case LocalActivityTaskCompleted -> () -> StepEventJson.write(to, (LocalActivityTaskCompleted) event);
            case LocalActivityTaskFailed -> () -> StepEventJson.write(to, (LocalActivityTaskFailed) event);
            case TimerStarted -> () -> StepEventJson.write(to, (TimerStarted) event);
            case TimerFired -> () -> StepEventJson.write(to, (TimerFired) event);
            case TimerCanceled -> () -> StepEventJson.write(to, (TimerCanceled) event);
            case MarkerRecorded -> () -> StepEventJson.write(to, (MarkerRecorded) event);
            case UpsertWorkflowSearchAttributes ->
                () -> StepEventJson.write(to, (UpsertWorkflowSearchAttributes) event);
            case WorkflowPropertiesModified -> () -> StepEventJson.write(to, (WorkflowPropertiesModified) event);
            case StartChildWorkflowExecutionInitiated ->
                () -> RelatedWorkflowEventJson.write(to, (StartChildWorkflowExecutionInitiated) event);
            case StartChildWorkflowExecutionFailed ->
                () -> RelatedWorkflowEventJson.write(to, (StartChildWorkflowExecutionFailed) event);
            case ChildWorkflowExecutionStarted ->
                () -> RelatedWorkflowEventJson.write(to, (ChildWorkflowExecutionStarted) event);
            case ChildWorkflowExecutionCompleted ->
                () -> RelatedWorkflowEventJson.write(to, (ChildWorkflowExecutionCompleted) event);
            case ChildWorkflowExecutionFailed ->
                () -> RelatedWorkflowEventJson.write(to, (ChildWorkflowExecutionFailed) event);
            case ChildWorkflowExecutionCanceled ->
                () -> RelatedWorkflowEventJson.write(to, (ChildWorkflowExecutionCanceled) event);
            case ChildWorkflowExecutionTimedOut ->
                () -> RelatedWorkflowEventJson.write(to, (ChildWorkflowExecutionTimedOut) event);
            case ChildWorkflowExecutionTerminated ->
                () -> RelatedWorkflowEventJson.write(to, (ChildWorkflowExecutionTerminated) event);
            case SignalExternalWorkflowExecutionInitiated ->
                () -> RelatedWorkflowEventJson.write(to, (SignalExternalWorkflowExecutionInitiated) event);
            case ExternalWorkflowExecutionSignaled ->
                () -> RelatedWorkflowEventJson.write(to, (ExternalWorkflowExecutionSignaled) event);
            case SignalExternalWorkflowExecutionFailed ->
                () -> RelatedWorkflowEventJson.write(to, (SignalExternalWorkflowExecutionFailed) event);
            case RequestCancelExternalWorkflowExecutionInitiated ->
                () -> RelatedWorkflowEventJson.write(to, (RequestCancelExternalWorkflowExecutionInitiated) event);
            case ExternalWorkflowExecutionCancelRequested ->
                () -> RelatedWorkflowEventJson.write(to, (ExternalWorkflowExecutionCancelRequested) event);
            case RequestCancelExternalWorkflowExecutionFailed ->
                () -> RelatedWorkflowEventJson.write(to, (RequestCancelExternalWorkflowExecutionFailed) event);
        };
        writing.run();
    }
}
