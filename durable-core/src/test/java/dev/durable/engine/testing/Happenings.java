package dev.durable.engine.testing;

import dev.durable.failure.CanceledFailure;
import dev.durable.failure.TimeoutType;
import dev.durable.history.ActivityTaskCanceled;
import dev.durable.history.ChildWorkflowExecutionCanceled;
import dev.durable.history.ChildWorkflowExecutionCompleted;
import dev.durable.history.ChildWorkflowExecutionFailed;
import dev.durable.history.ChildWorkflowExecutionStarted;
import dev.durable.history.ChildWorkflowExecutionTerminated;
import dev.durable.history.ChildWorkflowExecutionTimedOut;
import dev.durable.history.ExternalWorkflowExecutionCancelRequested;
import dev.durable.history.ExternalWorkflowExecutionSignaled;
import dev.durable.history.InboundEvent;
import dev.durable.history.RequestCancelExternalWorkflowExecutionFailed;
import dev.durable.history.SignalExternalWorkflowExecutionFailed;
import dev.durable.history.StartChildWorkflowExecutionFailed;
import dev.durable.history.WorkflowExecutionCancelRequested;
import dev.durable.history.WorkflowExecutionPaused;
import dev.durable.history.WorkflowExecutionTerminated;
import dev.durable.history.WorkflowExecutionTimedOut;
import dev.durable.history.WorkflowExecutionUnpaused;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.JacksonFailureConverter;
import dev.durable.payload.JacksonPayloadConverter;
import java.time.Instant;

/** Things that happen to a run, to be given to {@link TestRun#happen} and {@link HistoryBuilder#happened}, which place them in time. */
public final class Happenings {

    private static final Instant SOME_TIME = HistoryBuilder.START;

    private Happenings() {}

    /** Somebody asks the workflow to give up. */
    public static InboundEvent cancelRequested(String reason) {
        return new WorkflowExecutionCancelRequested(0, SOME_TIME, reason);
    }

    /** Somebody ends the run. */
    public static InboundEvent terminated(String reason) {
        return new WorkflowExecutionTerminated(0, SOME_TIME, reason);
    }

    /** The run has taken too long. */
    public static InboundEvent runTimedOut() {
        return new WorkflowExecutionTimedOut(0, SOME_TIME, TimeoutType.WORKFLOW_RUN, null);
    }

    /** Somebody pauses the run. */
    public static InboundEvent paused() {
        return new WorkflowExecutionPaused(0, SOME_TIME, "");
    }

    /** Somebody lets the run go on. */
    public static InboundEvent unpaused() {
        return new WorkflowExecutionUnpaused(0, SOME_TIME, "");
    }

    /** An activity gives up as it was asked to. */
    public static InboundEvent activityCanceled(int scheduledEventId) {
        return new ActivityTaskCanceled(0, SOME_TIME, scheduledEventId, 1, info(new CanceledFailure("given up")));
    }

    /** A child begins. */
    public static InboundEvent childStarted(int initiatedEventId) {
        return new ChildWorkflowExecutionStarted(0, SOME_TIME, initiatedEventId);
    }

    /** A run of the child's workflow id is open already. */
    public static InboundEvent childRefused(int initiatedEventId) {
        return new StartChildWorkflowExecutionFailed(0, SOME_TIME, initiatedEventId, "WORKFLOW_ALREADY_EXISTS");
    }

    /** A child returns. */
    public static InboundEvent childCompleted(int initiatedEventId, Object result) {
        return new ChildWorkflowExecutionCompleted(
                0, SOME_TIME, initiatedEventId, new JacksonPayloadConverter().toPayload(result));
    }

    /** A child fails. */
    public static InboundEvent childFailed(int initiatedEventId, Throwable failure) {
        return new ChildWorkflowExecutionFailed(0, SOME_TIME, initiatedEventId, info(failure));
    }

    /** A child gives up as it was asked to. */
    public static InboundEvent childCanceled(int initiatedEventId) {
        return new ChildWorkflowExecutionCanceled(
                0, SOME_TIME, initiatedEventId, info(new CanceledFailure("given up")));
    }

    /** A child has taken too long. */
    public static InboundEvent childTimedOut(int initiatedEventId) {
        return new ChildWorkflowExecutionTimedOut(0, SOME_TIME, initiatedEventId, TimeoutType.WORKFLOW_RUN);
    }

    /** Somebody ends a child. */
    public static InboundEvent childTerminated(int initiatedEventId, String reason) {
        return new ChildWorkflowExecutionTerminated(0, SOME_TIME, initiatedEventId, reason);
    }

    /** A signal to another workflow is stored for it. */
    public static InboundEvent externalSignaled(int initiatedEventId) {
        return new ExternalWorkflowExecutionSignaled(0, SOME_TIME, initiatedEventId);
    }

    /** No run takes the signal to another workflow. */
    public static InboundEvent externalSignalRefused(int initiatedEventId) {
        return new SignalExternalWorkflowExecutionFailed(0, SOME_TIME, initiatedEventId, "WORKFLOW_NOT_FOUND");
    }

    /** A request for cancellation of another workflow is stored for it. */
    public static InboundEvent externalCancelRequested(int initiatedEventId) {
        return new ExternalWorkflowExecutionCancelRequested(0, SOME_TIME, initiatedEventId);
    }

    /** No run takes the request for cancellation. */
    public static InboundEvent externalCancelRefused(int initiatedEventId) {
        return new RequestCancelExternalWorkflowExecutionFailed(0, SOME_TIME, initiatedEventId, "WORKFLOW_NOT_FOUND");
    }

    private static FailureInfo info(Throwable failure) {
        return new JacksonFailureConverter(new JacksonPayloadConverter()).toInfo(failure);
    }
}
