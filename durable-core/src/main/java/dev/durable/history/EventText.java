package dev.durable.history;

import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Events in words: {@code schedule Work.run("a")}, {@code timer PT5S}, {@code cancel timer 2}, {@code complete "x"}, {@code fail
 * Type: message} for commands; {@code started("a")}, {@code signal add(1)}, {@code completed 2: "x"}, {@code fired 3} for the rest.
 */
public final class EventText {

    private EventText() {}

    /** The events, one by one. */
    public static List<String> of(List<? extends HistoryEvent> events) {
        return events.stream().map(EventText::of).toList();
    }

    /** The event. */
    public static String of(HistoryEvent event) {
        return switch (event.type()) {
            case WorkflowExecutionStarted -> "started" + arguments(((WorkflowExecutionStarted) event).input());
            case WorkflowExecutionSignaled -> signal((WorkflowExecutionSignaled) event);
            case WorkflowExecutionCompleted ->
                "complete " + ((WorkflowExecutionCompleted) event).result().data();
            case WorkflowExecutionFailed -> "fail " + failure(((WorkflowExecutionFailed) event).failure());
            case ActivityTaskScheduled -> scheduled((ActivityTaskScheduled) event);
            case ActivityTaskCompleted -> completed((ActivityTaskCompleted) event);
            case ActivityTaskFailed -> failed((ActivityTaskFailed) event);
            case ActivityTaskTimedOut -> timedOut((ActivityTaskTimedOut) event);
            case TimerStarted -> "timer " + ((TimerStarted) event).duration();
            case TimerFired -> "fired " + ((TimerFired) event).startedEventId();
            case TimerCanceled -> "cancel timer " + ((TimerCanceled) event).startedEventId();
            case WorkflowExecutionUpdateAccepted ->
                "update " + ((WorkflowExecutionUpdateAccepted) event).updateName()
                        + arguments(((WorkflowExecutionUpdateAccepted) event).input());
            case WorkflowExecutionUpdateCompleted -> updated(((WorkflowExecutionUpdateCompleted) event));
            case WorkflowExecutionCancelRequested ->
                "cancel requested: " + ((WorkflowExecutionCancelRequested) event).reason();
            case WorkflowExecutionTerminated -> "terminated: " + ((WorkflowExecutionTerminated) event).reason();
            case WorkflowExecutionTimedOut -> "run timed out: " + ((WorkflowExecutionTimedOut) event).timeoutType();
            case WorkflowExecutionPaused -> "paused: " + ((WorkflowExecutionPaused) event).reason();
            case WorkflowExecutionUnpaused -> "unpaused: " + ((WorkflowExecutionUnpaused) event).reason();
            case WorkflowExecutionResetRequested ->
                "reset requested: " + ((WorkflowExecutionResetRequested) event).lastEventId();
            case WorkflowExecutionRetryRequested ->
                "retry requested: " + ((WorkflowExecutionRetryRequested) event).scheduledEventId();
            case WorkflowExecutionReset -> "reset from " + ((WorkflowExecutionReset) event).baseEventId();
            case WorkflowExecutionCanceled ->
                "canceled: " + ((WorkflowExecutionCanceled) event).failure().message();
            case WorkflowExecutionContinuedAsNew ->
                "continue as new " + ((WorkflowExecutionContinuedAsNew) event).workflowType()
                        + arguments(((WorkflowExecutionContinuedAsNew) event).input());
            case ActivityTaskCancelRequested ->
                "cancel activity " + ((ActivityTaskCancelRequested) event).scheduledEventId();
            case ActivityTaskCanceled -> "activity canceled " + ((ActivityTaskCanceled) event).scheduledEventId();
            case ActivityTaskReported ->
                "reported " + ((ActivityTaskReported) event).kind() + " of "
                        + ((ActivityTaskReported) event).scheduledEventId();
            case LocalActivityTaskCompleted ->
                "local " + ((LocalActivityTaskCompleted) event).localActivityId() + " completed: "
                        + ((LocalActivityTaskCompleted) event).result().data();
            case LocalActivityTaskFailed ->
                "local " + ((LocalActivityTaskFailed) event).localActivityId() + " failed: "
                        + failure(((LocalActivityTaskFailed) event).failure());
            case MarkerRecorded -> marker((MarkerRecorded) event);
            case UpsertWorkflowSearchAttributes ->
                "upsert "
                        + ((UpsertWorkflowSearchAttributes) event)
                                .searchAttributes()
                                .values();
            case WorkflowPropertiesModified ->
                "memo " + ((WorkflowPropertiesModified) event).memo().keySet();
            case StartChildWorkflowExecutionInitiated ->
                "start child " + ((StartChildWorkflowExecutionInitiated) event).workflowType()
                        + arguments(((StartChildWorkflowExecutionInitiated) event).input());
            case StartChildWorkflowExecutionFailed ->
                "child start failed " + ((StartChildWorkflowExecutionFailed) event).initiatedEventId();
            case ChildWorkflowExecutionStarted ->
                "child started " + ((ChildWorkflowExecutionStarted) event).initiatedEventId();
            case ChildWorkflowExecutionCompleted ->
                "child completed " + ((ChildWorkflowExecutionCompleted) event).initiatedEventId() + ": "
                        + ((ChildWorkflowExecutionCompleted) event).result().data();
            case ChildWorkflowExecutionFailed ->
                "child failed " + ((ChildWorkflowExecutionFailed) event).initiatedEventId() + ": "
                        + failure(((ChildWorkflowExecutionFailed) event).failure());
            case ChildWorkflowExecutionCanceled ->
                "child canceled " + ((ChildWorkflowExecutionCanceled) event).initiatedEventId();
            case ChildWorkflowExecutionTimedOut ->
                "child timed out " + ((ChildWorkflowExecutionTimedOut) event).initiatedEventId();
            case ChildWorkflowExecutionTerminated ->
                "child terminated " + ((ChildWorkflowExecutionTerminated) event).initiatedEventId();
            case SignalExternalWorkflowExecutionInitiated ->
                "signal external " + ((SignalExternalWorkflowExecutionInitiated) event).workflowId() + " "
                        + ((SignalExternalWorkflowExecutionInitiated) event).signalName()
                        + arguments(((SignalExternalWorkflowExecutionInitiated) event).input());
            case ExternalWorkflowExecutionSignaled ->
                "external signaled " + ((ExternalWorkflowExecutionSignaled) event).initiatedEventId();
            case SignalExternalWorkflowExecutionFailed ->
                "external signal failed " + ((SignalExternalWorkflowExecutionFailed) event).initiatedEventId();
            case RequestCancelExternalWorkflowExecutionInitiated ->
                "cancel external " + ((RequestCancelExternalWorkflowExecutionInitiated) event).workflowId();
            case ExternalWorkflowExecutionCancelRequested ->
                "external cancel requested " + ((ExternalWorkflowExecutionCancelRequested) event).initiatedEventId();
            case RequestCancelExternalWorkflowExecutionFailed ->
                "external cancel failed " + ((RequestCancelExternalWorkflowExecutionFailed) event).initiatedEventId();
        };
    }

    private static String signal(WorkflowExecutionSignaled signal) {
        return "signal " + signal.signalName() + arguments(signal.input());
    }

    private static String marker(MarkerRecorded marker) {
        return switch (marker.kind()) {
            case VERSION -> "version " + marker.name() + " " + marker.number();
            case SIDE_EFFECT -> "side effect " + marker.value().data();
            case MUTABLE_SIDE_EFFECT ->
                "side effect " + marker.name() + " " + marker.number() + ": "
                        + marker.value().data();
            case CONTINUE_AS_NEW_SUGGESTED -> "continue as new suggested";
        };
    }

    private static String updated(WorkflowExecutionUpdateCompleted update) {
        String end = update.failure() == null
                ? "completed: " + update.result().data()
                : "failed: " + failure(update.failure());
        return "update " + update.acceptedEventId() + " " + end;
    }

    private static String scheduled(ActivityTaskScheduled scheduled) {
        return "schedule " + scheduled.activityType() + arguments(scheduled.input());
    }

    private static String completed(ActivityTaskCompleted completed) {
        return "completed " + completed.scheduledEventId() + ": "
                + completed.result().data();
    }

    private static String failed(ActivityTaskFailed failed) {
        return "failed " + failed.scheduledEventId() + ": " + failure(failed.failure());
    }

    private static String timedOut(ActivityTaskTimedOut timedOut) {
        return "timed out " + timedOut.scheduledEventId() + ": " + timedOut.timeoutType();
    }

    private static String failure(FailureInfo failure) {
        return failure.type() + ": " + failure.message();
    }

    private static String arguments(List<Payload> input) {
        return input.stream().map(Payload::data).collect(Collectors.joining(", ", "(", ")"));
    }
}
