package dev.durable.history;

import dev.durable.payload.JsonTextReader;
import java.time.Instant;

/** Reads one event: takes in all attributes there are, then makes the event of those that its type has. */
final class EventReader {

    private EventReader() {}

    static HistoryEvent read(int eventId, Instant time, EventType type, JsonTextReader reader) {
        Attributes from = Attributes.read(reader);
        return switch (type) {
            case WorkflowExecutionStarted -> WorkflowEventJson.workflowExecutionStarted(eventId, time, from);
            case WorkflowExecutionSignaled -> WorkflowEventJson.workflowExecutionSignaled(eventId, time, from);
            case WorkflowExecutionUpdateAccepted ->
                WorkflowEventJson.workflowExecutionUpdateAccepted(eventId, time, from);
            case WorkflowExecutionUpdateCompleted ->
                WorkflowEventJson.workflowExecutionUpdateCompleted(eventId, time, from);
            case WorkflowExecutionCancelRequested ->
                WorkflowEventJson.workflowExecutionCancelRequested(eventId, time, from);
            case WorkflowExecutionTerminated -> WorkflowEventJson.workflowExecutionTerminated(eventId, time, from);
            case WorkflowExecutionTimedOut -> WorkflowEventJson.workflowExecutionTimedOut(eventId, time, from);
            case WorkflowExecutionPaused -> WorkflowEventJson.workflowExecutionPaused(eventId, time, from);
            case WorkflowExecutionUnpaused -> WorkflowEventJson.workflowExecutionUnpaused(eventId, time, from);
            case WorkflowExecutionReset -> WorkflowEventJson.workflowExecutionReset(eventId, time, from);
            case WorkflowExecutionResetRequested ->
                WorkflowEventJson.workflowExecutionResetRequested(eventId, time, from);
            case WorkflowExecutionRetryRequested ->
                WorkflowEventJson.workflowExecutionRetryRequested(eventId, time, from);
            case WorkflowExecutionCompleted -> WorkflowEventJson.workflowExecutionCompleted(eventId, time, from);
            case WorkflowExecutionFailed -> WorkflowEventJson.workflowExecutionFailed(eventId, time, from);
            case WorkflowExecutionCanceled -> WorkflowEventJson.workflowExecutionCanceled(eventId, time, from);
            case WorkflowExecutionContinuedAsNew ->
                WorkflowEventJson.workflowExecutionContinuedAsNew(eventId, time, from);
            case ActivityTaskScheduled -> StepEventJson.activityTaskScheduled(eventId, time, from);
            case ActivityTaskCancelRequested -> StepEventJson.activityTaskCancelRequested(eventId, time, from);
            case ActivityTaskCompleted -> StepEventJson.activityTaskCompleted(eventId, time, from);
            case ActivityTaskFailed -> StepEventJson.activityTaskFailed(eventId, time, from);
            case ActivityTaskTimedOut -> StepEventJson.activityTaskTimedOut(eventId, time, from);
            case ActivityTaskCanceled -> StepEventJson.activityTaskCanceled(eventId, time, from);
            case ActivityTaskReported -> StepEventJson.activityTaskReported(eventId, time, from);
            case LocalActivityTaskCompleted -> StepEventJson.localActivityTaskCompleted(eventId, time, from);
            case LocalActivityTaskFailed -> StepEventJson.localActivityTaskFailed(eventId, time, from);
            case TimerStarted -> StepEventJson.timerStarted(eventId, time, from);
            case TimerFired -> StepEventJson.timerFired(eventId, time, from);
            case TimerCanceled -> StepEventJson.timerCanceled(eventId, time, from);
            case MarkerRecorded -> StepEventJson.markerRecorded(eventId, time, from);
            case UpsertWorkflowSearchAttributes -> StepEventJson.upsertWorkflowSearchAttributes(eventId, time, from);
            case WorkflowPropertiesModified -> StepEventJson.workflowPropertiesModified(eventId, time, from);
            case StartChildWorkflowExecutionInitiated ->
                RelatedWorkflowEventJson.startChildWorkflowExecutionInitiated(eventId, time, from);
            case StartChildWorkflowExecutionFailed ->
                RelatedWorkflowEventJson.startChildWorkflowExecutionFailed(eventId, time, from);
            case ChildWorkflowExecutionStarted ->
                RelatedWorkflowEventJson.childWorkflowExecutionStarted(eventId, time, from);
            case ChildWorkflowExecutionCompleted ->
                RelatedWorkflowEventJson.childWorkflowExecutionCompleted(eventId, time, from);
            case ChildWorkflowExecutionFailed ->
                RelatedWorkflowEventJson.childWorkflowExecutionFailed(eventId, time, from);
            case ChildWorkflowExecutionCanceled ->
                RelatedWorkflowEventJson.childWorkflowExecutionCanceled(eventId, time, from);
            case ChildWorkflowExecutionTimedOut ->
                RelatedWorkflowEventJson.childWorkflowExecutionTimedOut(eventId, time, from);
            case ChildWorkflowExecutionTerminated ->
                RelatedWorkflowEventJson.childWorkflowExecutionTerminated(eventId, time, from);
            case SignalExternalWorkflowExecutionInitiated ->
                RelatedWorkflowEventJson.signalExternalWorkflowExecutionInitiated(eventId, time, from);
            case ExternalWorkflowExecutionSignaled ->
                RelatedWorkflowEventJson.externalWorkflowExecutionSignaled(eventId, time, from);
            case SignalExternalWorkflowExecutionFailed ->
                RelatedWorkflowEventJson.signalExternalWorkflowExecutionFailed(eventId, time, from);
            case RequestCancelExternalWorkflowExecutionInitiated ->
                RelatedWorkflowEventJson.requestCancelExternalWorkflowExecutionInitiated(eventId, time, from);
            case ExternalWorkflowExecutionCancelRequested ->
                RelatedWorkflowEventJson.externalWorkflowExecutionCancelRequested(eventId, time, from);
            case RequestCancelExternalWorkflowExecutionFailed ->
                RelatedWorkflowEventJson.requestCancelExternalWorkflowExecutionFailed(eventId, time, from);
        };
    }
}
