package dev.durable.engine.replay;

import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.ChildWorkflowFailure;
import dev.durable.failure.DurableFailure;
import dev.durable.failure.TerminatedFailure;
import dev.durable.failure.TimeoutFailure;
import dev.durable.history.ChildWorkflowExecutionCanceled;
import dev.durable.history.ChildWorkflowExecutionCompleted;
import dev.durable.history.ChildWorkflowExecutionFailed;
import dev.durable.history.ChildWorkflowExecutionStarted;
import dev.durable.history.ChildWorkflowExecutionTerminated;
import dev.durable.history.ChildWorkflowExecutionTimedOut;
import dev.durable.history.StartChildWorkflowExecutionFailed;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Children of one run that were asked for and have not closed, with the promises of their starts and results. Confined to the run. */
final class PendingChildren {

    private final Map<Integer, Child> children = new LinkedHashMap<>();
    private final FailureConverter failures;

    PendingChildren(FailureConverter failures) {
        this.failures = failures;
    }

    void add(
            StartChildWorkflowExecutionInitiated initiated,
            RunPromise<@Nullable Void> started,
            RunPromise<Payload> result) {
        started.about(() -> "the start of " + describe(initiated));
        result.about(() -> "the end of " + describe(initiated));
        children.put(initiated.eventId(), new Child(initiated, started, result));
    }

    private static String describe(StartChildWorkflowExecutionInitiated child) {
        return "child workflow " + child.workflowType() + " '" + child.workflowId() + "' (event " + child.eventId()
                + ")";
    }

    /** Whether the child's end still means something. */
    boolean contains(int initiatedEventId) {
        return children.containsKey(initiatedEventId);
    }

    /** Whether it is not known yet if the child was started. */
    boolean isStarting(int initiatedEventId) {
        Child child = children.get(initiatedEventId);
        return child != null && !child.started.isDone();
    }

    List<StartChildWorkflowExecutionInitiated> initiated() {
        List<StartChildWorkflowExecutionInitiated> events = new ArrayList<>(children.size());
        children.values().forEach(child -> events.add(child.initiated));
        return events;
    }

    void started(ChildWorkflowExecutionStarted event) {
        Child child = children.get(event.initiatedEventId());
        if (child == null) {
            throw missing(event.initiatedEventId());
        }
        child.started.fulfil(null);
    }

    void startFailed(StartChildWorkflowExecutionFailed event) {
        Child child = remove(event.initiatedEventId());
        ChildWorkflowFailure failure = child.failure(ApplicationFailure.nonRetryable(
                "A run of workflow '" + child.initiated.workflowId() + "' is there already",
                ChildWorkflowFailure.ALREADY_STARTED));
        child.started.fail(failure);
        child.result.fail(failure);
    }

    void completed(ChildWorkflowExecutionCompleted event) {
        Child child = remove(event.initiatedEventId());
        child.started.fulfil(null);
        child.result.fulfil(event.result());
    }

    void failed(ChildWorkflowExecutionFailed event) {
        end(event.initiatedEventId(), failures.toFailure(event.failure()));
    }

    void canceled(ChildWorkflowExecutionCanceled event) {
        end(event.initiatedEventId(), failures.toFailure(event.failure()));
    }

    void timedOut(ChildWorkflowExecutionTimedOut event) {
        end(
                event.initiatedEventId(),
                new TimeoutFailure("The child workflow took longer than it may", event.timeoutType(), null));
    }

    void terminated(ChildWorkflowExecutionTerminated event) {
        end(event.initiatedEventId(), new TerminatedFailure(event.reason()));
    }

    private void end(int initiatedEventId, DurableFailure cause) {
        Child child = remove(initiatedEventId);
        child.started.fulfil(null);
        child.result.fail(child.failure(cause));
    }

    private Child remove(int initiatedEventId) {
        Child child = children.remove(initiatedEventId);
        if (child == null) {
            throw missing(initiatedEventId);
        }
        return child;
    }

    private static IllegalStateException missing(int initiatedEventId) {
        return new IllegalStateException("No child of event " + initiatedEventId + " is pending");
    }

    private record Child(
            StartChildWorkflowExecutionInitiated initiated,
            RunPromise<@Nullable Void> started,
            RunPromise<Payload> result) {

        ChildWorkflowFailure failure(DurableFailure cause) {
            return new ChildWorkflowFailure(
                    initiated.workflowType(), initiated.workflowId(), initiated.runId(), initiated.eventId(), cause);
        }
    }
}
