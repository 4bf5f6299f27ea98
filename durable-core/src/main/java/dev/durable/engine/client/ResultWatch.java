package dev.durable.engine.client;

import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.client.WorkflowStatus;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.failure.TerminatedFailure;
import dev.durable.failure.TimeoutFailure;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionCanceled;
import dev.durable.history.WorkflowExecutionCompleted;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.history.WorkflowExecutionTerminated;
import dev.durable.history.WorkflowExecutionTimedOut;
import dev.durable.payload.FailureConverter;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Waits for the results of runs. Thread-safe. */
final class ResultWatch {

    private final ClientServices services;
    private final ClosingWatch closings;

    ResultWatch(ClientServices services) {
        this.services = services;
        this.closings = new ClosingWatch(services);
    }

    /**
     * The result of a run, decoded, or {@link WorkflowFailedException}. What the caller adds to the future never runs on the threads
     * that commit: it may itself wait for a commit.
     */
    CompletableFuture<@Nullable Object> result(String workflowId, UUID runId, Type resultType) {
        CompletableFuture<HistoryEvent> closing = closings.ofChain(workflowId, runId);
        CompletableFuture<@Nullable Object> result =
                closing.thenApplyAsync(event -> decode(workflowId, runId, event, resultType), services.executor());
        result.whenComplete((value, failure) -> closing.cancel(false));
        return result;
    }

    /** Waits for the result. */
    @Nullable
    Object await(String workflowId, UUID runId, Type resultType) {
        CompletableFuture<HistoryEvent> closing = closings.ofChain(workflowId, runId);
        try {
            return decode(workflowId, runId, Waiting.join(closing, services.time()), resultType);
        } finally {
            closing.cancel(false);
        }
    }

    /** Waits for the result, but not for ever. */
    @Nullable
    Object await(String workflowId, UUID runId, Type resultType, Duration timeout) {
        CompletableFuture<HistoryEvent> closing = closings.ofChain(workflowId, runId);
        try {
            HistoryEvent event =
                    Waiting.join(closing, services.time(), timeout, "The result of workflow '" + workflowId + "'");
            return decode(workflowId, runId, event, resultType);
        } finally {
            closing.cancel(false);
        }
    }

    /**
     * Waits for the result of a run that the caller sees, but not for ever.
     *
     * @throws DurableException {@code DUR-2008} if nobody else sees the run: the caller's transaction has started it
     */
    @Nullable
    Object awaitVisible(String workflowId, UUID runId, Type resultType, Duration timeout) {
        try {
            return await(workflowId, runId, resultType, timeout);
        } catch (WorkflowNotFoundException e) {
            throw isVisible(runId) && !isCommitted(runId) ? notCommitted(workflowId) : e;
        }
    }

    private boolean isVisible(UUID runId) {
        return services.store().findRun(runId).isPresent();
    }

    /** Other threads are in no transaction of the caller. */
    private boolean isCommitted(UUID runId) {
        return Waiting.join(
                CompletableFuture.supplyAsync(() -> isVisible(runId), services.executor()), services.time());
    }

    static DurableException notCommitted(String workflowId) {
        return new DurableException(
                ErrorCode.RESULT_INSIDE_TRANSACTION,
                "Workflow '" + workflowId + "' was started in a transaction that has not ended.");
    }

    /** Waits until the run itself has closed, whatever follows it. */
    void awaitClosing(String workflowId, UUID runId, Duration timeout) {
        CompletableFuture<HistoryEvent> closing = closings.ofRun(workflowId, runId);
        try {
            Waiting.join(closing, services.time(), timeout, "The end of workflow '" + workflowId + "'");
        } finally {
            closing.cancel(false);
        }
    }

    private @Nullable Object decode(String workflowId, UUID runId, HistoryEvent closing, Type resultType) {
        if (closing instanceof WorkflowExecutionCompleted completed) {
            return services.decode(completed.result(), resultType);
        }
        throw failure(workflowId, runId, closing);
    }

    private WorkflowFailedException failure(String workflowId, UUID runId, HistoryEvent closing) {
        FailureConverter failures = services.replay().failures();
        if (closing instanceof WorkflowExecutionFailed failed) {
            return new WorkflowFailedException(
                    workflowId, runId, WorkflowStatus.FAILED, failures.toFailure(failed.failure()));
        }
        if (closing instanceof WorkflowExecutionCanceled canceled) {
            return new WorkflowFailedException(
                    workflowId, runId, WorkflowStatus.CANCELED, failures.toFailure(canceled.failure()));
        }
        if (closing instanceof WorkflowExecutionTerminated terminated) {
            return new WorkflowFailedException(
                    workflowId, runId, WorkflowStatus.TERMINATED, new TerminatedFailure(terminated.reason()));
        }
        if (closing instanceof WorkflowExecutionTimedOut timedOut) {
            TimeoutFailure timeout =
                    new TimeoutFailure("The workflow took longer than it may", timedOut.timeoutType(), null);
            return new WorkflowFailedException(workflowId, runId, WorkflowStatus.TIMED_OUT, timeout);
        }
        throw new IllegalStateException(closing.type() + " does not close a run");
    }
}
