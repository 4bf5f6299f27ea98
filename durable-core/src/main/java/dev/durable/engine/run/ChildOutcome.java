package dev.durable.engine.run;

import dev.durable.history.ChildWorkflowExecutionCanceled;
import dev.durable.history.ChildWorkflowExecutionCompleted;
import dev.durable.history.ChildWorkflowExecutionFailed;
import dev.durable.history.ChildWorkflowExecutionTerminated;
import dev.durable.history.ChildWorkflowExecutionTimedOut;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionCanceled;
import dev.durable.history.WorkflowExecutionCompleted;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.history.WorkflowExecutionTerminated;
import dev.durable.history.WorkflowExecutionTimedOut;

/** What the end of a run is to the one that has it as its child. */
public final class ChildOutcome {

    private ChildOutcome() {}

    /** The event. */
    public static InboundEvent of(HistoryEvent closing, int initiatedEventId) {
        return switch (closing.type()) {
            case WorkflowExecutionCompleted ->
                new ChildWorkflowExecutionCompleted(
                        0, closing.time(), initiatedEventId, ((WorkflowExecutionCompleted) closing).result());
            case WorkflowExecutionFailed ->
                new ChildWorkflowExecutionFailed(
                        0, closing.time(), initiatedEventId, ((WorkflowExecutionFailed) closing).failure());
            case WorkflowExecutionCanceled ->
                new ChildWorkflowExecutionCanceled(
                        0, closing.time(), initiatedEventId, ((WorkflowExecutionCanceled) closing).failure());
            case WorkflowExecutionTerminated ->
                new ChildWorkflowExecutionTerminated(
                        0, closing.time(), initiatedEventId, ((WorkflowExecutionTerminated) closing).reason());
            case WorkflowExecutionTimedOut ->
                new ChildWorkflowExecutionTimedOut(
                        0, closing.time(), initiatedEventId, ((WorkflowExecutionTimedOut) closing).timeoutType());
            default -> throw new IllegalArgumentException(closing.type() + " is not the end of a child");
        };
    }
}
