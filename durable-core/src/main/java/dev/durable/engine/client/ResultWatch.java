package dev.durable.engine.client;

import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.client.WorkflowStatus;
import dev.durable.failure.TerminatedFailure;
import dev.durable.failure.TimeoutFailure;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionCanceled;
import dev.durable.history.WorkflowExecutionCompleted;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.history.WorkflowExecutionTerminated;
import dev.durable.history.WorkflowExecutionTimedOut;
import dev.durable.payload.FailureConverter;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredRun;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Waits for runs to close. A run on this node tells it itself; any other is looked at in the store again and again, less often the
 * longer it takes. Thread-safe.
 */
final class ResultWatch {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final ClientServices services;

    ResultWatch(ClientServices services) {
        this.services = services;
    }

    /**
     * The result of a run, decoded, or {@link WorkflowFailedException}. What the caller adds to the future never runs on the threads
     * that commit: it may itself wait for a commit.
     */
    CompletableFuture<@Nullable Object> result(String workflowId, UUID runId, Type resultType) {
        CompletableFuture<HistoryEvent> closing = closing(workflowId, runId);
        CompletableFuture<@Nullable Object> result =
                closing.thenApplyAsync(event -> decode(workflowId, runId, event, resultType), services.executor());
        result.whenComplete((value, failure) -> closing.cancel(false));
        return result;
    }

    /** Waits for the result. */
    @Nullable
    Object await(String workflowId, UUID runId, Type resultType) {
        CompletableFuture<HistoryEvent> closing = closing(workflowId, runId);
        try {
            return decode(workflowId, runId, Waiting.join(closing), resultType);
        } finally {
            closing.cancel(false);
        }
    }

    /** Waits for the result, but not for ever. */
    @Nullable
    Object await(String workflowId, UUID runId, Type resultType, Duration timeout) {
        CompletableFuture<HistoryEvent> closing = closing(workflowId, runId);
        try {
            HistoryEvent event = Waiting.join(closing, timeout, "The result of workflow '" + workflowId + "'");
            return decode(workflowId, runId, event, resultType);
        } finally {
            closing.cancel(false);
        }
    }

    /** Waits until the run itself has closed, whatever follows it. */
    void awaitClosing(String workflowId, UUID runId, Duration timeout) {
        CompletableFuture<HistoryEvent> closing = new CompletableFuture<>();
        lookUntilClosed(workflowId, runId, closing);
        Waiting.join(closing, timeout, "The end of workflow '" + workflowId + "'");
    }

    private void lookUntilClosed(String workflowId, UUID runId, CompletableFuture<HistoryEvent> closing) {
        services.store().lastEvent(runId).filter(HistoryEvent::closesRun).ifPresentOrElse(closing::complete, () -> {
            if (!closing.isDone()) {
                services.time()
                        .schedule(
                                services.time().now().plus(FIRST_PAUSE),
                                () -> services.executor().execute(() -> lookUntilClosed(workflowId, runId, closing)));
            }
        });
    }

    /** The closing event of a run. Nobody looks for it any more once the future is cancelled. */
    private CompletableFuture<HistoryEvent> closing(String workflowId, UUID runId) {
        CompletableFuture<HistoryEvent> closing = new CompletableFuture<>();
        watch(workflowId, runId, closing, FIRST_PAUSE);
        return closing;
    }

    private void watch(String workflowId, UUID runId, CompletableFuture<HistoryEvent> result, Duration pause) {
        Optional<CompletableFuture<Optional<HistoryEvent>>> here =
                services.node().runs().flatMap(runs -> runs.closing(runId));
        if (here.isPresent()) {
            here.get()
                    .thenAccept(event -> event.ifPresentOrElse(
                            closing -> end(workflowId, closing, result),
                            () -> lookInStore(workflowId, runId, result, pause)));
        } else {
            lookInStore(workflowId, runId, result, pause);
        }
    }

    private void lookInStore(String workflowId, UUID runId, CompletableFuture<HistoryEvent> result, Duration pause) {
        services.executor().execute(() -> {
            if (result.isDone()) {
                return;
            }
            try {
                StoredRun run =
                        services.store().findRun(runId).orElseThrow(() -> new WorkflowNotFoundException(workflowId));
                if (run.status().isClosed()) {
                    HistoryEvent closing = services.store()
                            .lastEvent(runId)
                            .orElseThrow(() -> new WorkflowNotFoundException(workflowId));
                    end(workflowId, closing, result);
                    return;
                }
            } catch (StoreUnavailableException e) {
                // it will come back; the caller's timeout limits the wait
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
                return;
            }
            watchLater(workflowId, runId, result, pause);
        });
    }

    private void watchLater(String workflowId, UUID runId, CompletableFuture<HistoryEvent> result, Duration pause) {
        if (result.isDone()) {
            return;
        }
        Duration doubled = pause.multipliedBy(2);
        Duration next = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        services.time().schedule(services.time().now().plus(pause), () -> watch(workflowId, runId, result, next));
    }

    /** A closing event is the end, unless it names a run that goes on. */
    private void end(String workflowId, HistoryEvent closing, CompletableFuture<HistoryEvent> result) {
        UUID next = nextRun(closing);
        if (next == null) {
            result.complete(closing);
        } else {
            watch(workflowId, next, result, FIRST_PAUSE);
        }
    }

    /** The run that goes on after a closing event, or null if that is the end. */
    static @Nullable UUID nextRun(HistoryEvent closing) {
        if (closing instanceof WorkflowExecutionContinuedAsNew continued) {
            return continued.newRunId();
        }
        if (closing instanceof WorkflowExecutionFailed failed) {
            return failed.newRunId();
        }
        return closing instanceof WorkflowExecutionTimedOut timedOut ? timedOut.newRunId() : null;
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
