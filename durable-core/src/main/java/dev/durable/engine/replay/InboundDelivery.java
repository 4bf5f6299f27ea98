package dev.durable.engine.replay;

import dev.durable.history.ActivityTaskCanceled;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.history.ChildWorkflowExecutionCanceled;
import dev.durable.history.ChildWorkflowExecutionCompleted;
import dev.durable.history.ChildWorkflowExecutionFailed;
import dev.durable.history.ChildWorkflowExecutionStarted;
import dev.durable.history.ChildWorkflowExecutionTerminated;
import dev.durable.history.ChildWorkflowExecutionTimedOut;
import dev.durable.history.InboundEvent;
import dev.durable.history.LocalActivityTaskCompleted;
import dev.durable.history.LocalActivityTaskFailed;
import dev.durable.history.RequestCancelExternalWorkflowExecutionFailed;
import dev.durable.history.SignalExternalWorkflowExecutionFailed;
import dev.durable.history.StartChildWorkflowExecutionFailed;
import dev.durable.history.TimerFired;
import dev.durable.history.WorkflowExecutionCancelRequested;
import dev.durable.history.WorkflowExecutionReset;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionUpdateAccepted;

/**
 * Takes inbound events to whom they concern, one branch for each kind of event, and knows which of them still concern anybody. Confined to
 * the run.
 */
final class InboundDelivery {

    private final RunLife life;
    private final RunContext context;
    private final MessageDelivery messages;
    private final PendingActivities activities;
    private final PendingChildren children;
    private final PendingTimers timers;

    InboundDelivery(
            RunLife life,
            RunContext context,
            MessageDelivery messages,
            PendingActivities activities,
            PendingChildren children,
            PendingTimers timers) {
        this.life = life;
        this.context = context;
        this.messages = messages;
        this.activities = activities;
        this.children = children;
        this.timers = timers;
    }

    /** Whether the event still means something: outcomes of what is not pending any more do not. */
    boolean isExpected(InboundEvent event) {
        if (life.isClosed()) {
            return false;
        }
        return switch (event.type()) {
            case ActivityTaskCompleted, ActivityTaskFailed, ActivityTaskTimedOut, ActivityTaskCanceled ->
                activities.contains(event.endsEventId());
            case LocalActivityTaskCompleted, LocalActivityTaskFailed ->
                context.localActivities().isExpected(event);
            case TimerFired -> life.isDelayedUntil(event) || timers.contains(event.endsEventId());
            case WorkflowExecutionCancelRequested -> !context.scopes().root().isCancelRequested();
            case WorkflowExecutionPaused -> !life.isPaused();
            case WorkflowExecutionUnpaused -> life.isPaused();
            case ChildWorkflowExecutionStarted ->
                children.isStarting(((ChildWorkflowExecutionStarted) event).initiatedEventId());
            case StartChildWorkflowExecutionFailed,
                    ChildWorkflowExecutionCompleted,
                    ChildWorkflowExecutionFailed,
                    ChildWorkflowExecutionCanceled,
                    ChildWorkflowExecutionTimedOut,
                    ChildWorkflowExecutionTerminated -> children.contains(event.endsEventId());
            case ExternalWorkflowExecutionSignaled,
                    SignalExternalWorkflowExecutionFailed,
                    ExternalWorkflowExecutionCancelRequested,
                    RequestCancelExternalWorkflowExecutionFailed ->
                context.externalMessages().contains(event.endsEventId());
            default -> true;
        };
    }

    /** Applies an event; the switch does not compile when a kind of event is missing. */
    void deliver(InboundEvent event) {
        if (life.isPaused() && event.mayComeTooLate()) {
            // the run was ended while it was paused; what had been kept for it is recorded, unheard
            return;
        }
        Runnable delivery = switch (event.type()) {
            case WorkflowExecutionStarted -> () -> life.startOrWait((WorkflowExecutionStarted) event);
            case WorkflowExecutionSignaled ->
                () -> messages.signal((WorkflowExecutionSignaled) event, life::runHandler);
            case WorkflowExecutionUpdateAccepted -> () -> messages.update((WorkflowExecutionUpdateAccepted) event);
            case ActivityTaskCompleted -> () -> activities.completed((ActivityTaskCompleted) event);
            case ActivityTaskFailed -> () -> activities.failed((ActivityTaskFailed) event);
            case ActivityTaskTimedOut -> () -> activities.timedOut((ActivityTaskTimedOut) event);
            case TimerFired -> () -> fire((TimerFired) event);
            case WorkflowExecutionPaused -> life::pause;
            case WorkflowExecutionUnpaused -> life::unpause;
            case WorkflowExecutionReset -> () -> life.resumeAfter((WorkflowExecutionReset) event);
            case WorkflowExecutionTerminated, WorkflowExecutionTimedOut -> life::close;
            case WorkflowExecutionCancelRequested ->
                () -> context.scopes().root().cancelNow(((WorkflowExecutionCancelRequested) event).reason());
            case ActivityTaskCanceled -> () -> activities.canceled((ActivityTaskCanceled) event);
            case StartChildWorkflowExecutionFailed ->
                () -> children.startFailed((StartChildWorkflowExecutionFailed) event);
            case ChildWorkflowExecutionStarted -> () -> children.started((ChildWorkflowExecutionStarted) event);
            case ChildWorkflowExecutionCompleted -> () -> children.completed((ChildWorkflowExecutionCompleted) event);
            case ChildWorkflowExecutionFailed -> () -> children.failed((ChildWorkflowExecutionFailed) event);
            case ChildWorkflowExecutionCanceled -> () -> children.canceled((ChildWorkflowExecutionCanceled) event);
            case ChildWorkflowExecutionTimedOut -> () -> children.timedOut((ChildWorkflowExecutionTimedOut) event);
            case ChildWorkflowExecutionTerminated ->
                () -> children.terminated((ChildWorkflowExecutionTerminated) event);
            case ExternalWorkflowExecutionSignaled, ExternalWorkflowExecutionCancelRequested ->
                () -> context.externalMessages().accepted(event.endsEventId());
            case SignalExternalWorkflowExecutionFailed ->
                () -> context.externalMessages().failed((SignalExternalWorkflowExecutionFailed) event);
            case RequestCancelExternalWorkflowExecutionFailed ->
                () -> context.externalMessages().failed((RequestCancelExternalWorkflowExecutionFailed) event);
            case LocalActivityTaskCompleted ->
                () -> context.localActivities().completed((LocalActivityTaskCompleted) event);
            case LocalActivityTaskFailed -> () -> context.localActivities().failed((LocalActivityTaskFailed) event);
            case ActivityTaskReported, WorkflowExecutionResetRequested, WorkflowExecutionRetryRequested ->
                throw new IllegalArgumentException(event.type() + " is no part of a history");
            case WorkflowExecutionCompleted,
                    WorkflowExecutionFailed,
                    WorkflowExecutionCanceled,
                    WorkflowExecutionContinuedAsNew,
                    WorkflowExecutionUpdateCompleted,
                    ActivityTaskScheduled,
                    ActivityTaskCancelRequested,
                    TimerStarted,
                    TimerCanceled,
                    MarkerRecorded,
                    UpsertWorkflowSearchAttributes,
                    WorkflowPropertiesModified,
                    StartChildWorkflowExecutionInitiated,
                    SignalExternalWorkflowExecutionInitiated,
                    RequestCancelExternalWorkflowExecutionInitiated ->
                throw new IllegalArgumentException(event.type() + " is no inbound event");
        };
        delivery.run();
    }

    private void fire(TimerFired event) {
        if (life.isDelayedUntil(event)) {
            life.start();
        } else {
            timers.fire(event.startedEventId());
        }
    }
}
