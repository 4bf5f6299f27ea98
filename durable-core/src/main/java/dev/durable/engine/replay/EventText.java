package dev.durable.engine.replay;

import dev.durable.history.ActivityTaskCancelRequested;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.CommandEvent;
import dev.durable.history.MarkerRecorded;
import dev.durable.history.RequestCancelExternalWorkflowExecutionInitiated;
import dev.durable.history.SignalExternalWorkflowExecutionInitiated;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.history.TimerCanceled;
import dev.durable.history.TimerStarted;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.history.WorkflowExecutionUpdateCompleted;

/** Commands in a few words, for diffs that people read. */
final class EventText {

    private EventText() {}

    static String of(CommandEvent command) {
        String object = object(command);
        return object.isEmpty() ? command.type().name() : command.type() + "(" + object + ")";
    }

    /** What the command is about. */
    private static String object(CommandEvent command) {
        return switch (command.type()) {
            case ActivityTaskScheduled -> ((ActivityTaskScheduled) command).activityType();
            case ActivityTaskCancelRequested ->
                "activity of event " + ((ActivityTaskCancelRequested) command).scheduledEventId();
            case TimerStarted -> ((TimerStarted) command).duration().toString();
            case TimerCanceled -> "timer of event " + ((TimerCanceled) command).startedEventId();
            case MarkerRecorded -> of((MarkerRecorded) command);
            case StartChildWorkflowExecutionInitiated -> child((StartChildWorkflowExecutionInitiated) command);
            case SignalExternalWorkflowExecutionInitiated -> signal((SignalExternalWorkflowExecutionInitiated) command);
            case RequestCancelExternalWorkflowExecutionInitiated ->
                "'" + ((RequestCancelExternalWorkflowExecutionInitiated) command).workflowId() + "'";
            case WorkflowExecutionUpdateCompleted ->
                "update of event " + ((WorkflowExecutionUpdateCompleted) command).acceptedEventId();
            case WorkflowExecutionContinuedAsNew -> ((WorkflowExecutionContinuedAsNew) command).workflowType();
            default -> "";
        };
    }

    private static String child(StartChildWorkflowExecutionInitiated child) {
        return child.workflowType() + " '" + child.workflowId() + "'";
    }

    private static String signal(SignalExternalWorkflowExecutionInitiated signal) {
        return signal.signalName() + " to '" + signal.workflowId() + "'";
    }

    private static String of(MarkerRecorded marker) {
        return switch (marker.kind()) {
            case VERSION -> "version " + marker.number() + " of change " + marker.name();
            case SIDE_EFFECT -> "side effect";
            case MUTABLE_SIDE_EFFECT -> "mutable side effect " + marker.name() + " after " + marker.number() + " calls";
            case CONTINUE_AS_NEW_SUGGESTED -> "continue-as-new suggested";
        };
    }
}
