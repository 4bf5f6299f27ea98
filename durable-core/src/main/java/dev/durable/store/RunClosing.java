package dev.durable.store;

import dev.durable.client.WorkflowStatus;
import dev.durable.history.HistoryEvent;
import java.time.Instant;

/**
 * How a run ends.
 *
 * @param status a closed status
 * @param closedAt when it ended
 */
public record RunClosing(WorkflowStatus status, Instant closedAt) {

    /** The end that an event makes. */
    public static RunClosing by(HistoryEvent closing) {
        WorkflowStatus status = switch (closing.type()) {
            case WorkflowExecutionCompleted -> WorkflowStatus.COMPLETED;
            case WorkflowExecutionFailed -> WorkflowStatus.FAILED;
            case WorkflowExecutionCanceled -> WorkflowStatus.CANCELED;
            case WorkflowExecutionTerminated -> WorkflowStatus.TERMINATED;
            case WorkflowExecutionTimedOut -> WorkflowStatus.TIMED_OUT;
            case WorkflowExecutionContinuedAsNew -> WorkflowStatus.CONTINUED_AS_NEW;
            default -> throw new IllegalArgumentException(closing.type() + " does not close a run");
        };
        return new RunClosing(status, closing.time());
    }
}
