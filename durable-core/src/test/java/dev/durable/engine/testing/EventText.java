package dev.durable.engine.testing;

import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.history.HistoryEvent;
import dev.durable.history.TimerCanceled;
import dev.durable.history.TimerFired;
import dev.durable.history.TimerStarted;
import dev.durable.history.WorkflowExecutionCompleted;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
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
        };
    }

    private static String signal(WorkflowExecutionSignaled signal) {
        return "signal " + signal.signalName() + arguments(signal.input());
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
