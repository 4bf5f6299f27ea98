package dev.durable.engine.run;

import dev.durable.engine.replay.KnownUpdate;
import dev.durable.engine.run.RunInbox.Applying;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.history.WorkflowExecutionUpdateCompleted;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.FailureInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The updates that callers on this node ask one run for, and who waits for their ends. Outlives the code's eviction. Confined to the
 * run's actor, but for {@link #tellGone}.
 */
final class RunUpdateCalls {

    private final String workflowId;
    private final FailureConverter failures;
    private final Map<Integer, Queue<CompletableFuture<Optional<WorkflowExecutionUpdateCompleted>>>> waiting =
            new ConcurrentHashMap<>();
    private volatile boolean gone;

    RunUpdateCalls(String workflowId, FailureConverter failures) {
        this.workflowId = workflowId;
        this.failures = failures;
    }

    /**
     * Accepts or rejects an update. What the caller is told waits for the commit, for it may rest on what is committed with it.
     *
     * @throws BrokenUpdateException if the code fails in the step in which it would have been accepted
     */
    void handle(RunInput.Update update, RunCode live, Turn turn, Applying applying) {
        WorkflowExecutionUpdateAccepted request = update.request();
        UpdateCall call = update.call();
        if (call.accepted().isDone()) {
            return;
        }
        if (live.hasEnded()) {
            turn.whenCommitted(() -> call.refuse(new RunGoneException(workflowId)));
            return;
        }
        if (live.findUpdate(request.updateId()) == null) {
            FailureInfo reason = live.whyRejected(request);
            if (reason != null) {
                turn.whenCommitted(() -> call.refuse(new UpdateRejectedException(reason)));
                return;
            }
            accept(update, live, applying);
        }
        KnownUpdate accepted = Objects.requireNonNull(live.findUpdate(request.updateId()));
        turn.whenCommitted(() -> await(accepted, call));
    }

    private void accept(RunInput.Update update, RunCode live, Applying applying) {
        try {
            applying.apply(live, update.request());
        } catch (RuntimeException e) {
            update.call().refuse(new UpdateRejectedException(failures.toInfo(e)));
            throw new BrokenUpdateException(update.request(), e);
        }
    }

    /** Has somebody wait for an update, if the run has accepted it. */
    void find(RunInput.FindUpdate search, RunCode live) {
        KnownUpdate known = live.findUpdate(search.updateId());
        if (known == null) {
            search.call().refuse(new RunGoneException(workflowId));
        } else {
            await(known, search.call());
        }
    }

    private void await(KnownUpdate update, UpdateCall call) {
        call.accepted().complete(null);
        if (update.end() != null) {
            call.end().complete(Optional.of(update.end()));
        } else {
            waiting.computeIfAbsent(update.acceptedEventId(), id -> new ConcurrentLinkedQueue<>())
                    .add(call.end());
            if (gone) {
                tellGone();
            }
        }
    }

    /** Tells of the updates that have ended with committed events. */
    void tellEnds(List<HistoryEvent> committed) {
        if (waiting.isEmpty()) {
            return;
        }
        for (HistoryEvent event : committed) {
            if (event instanceof WorkflowExecutionUpdateCompleted end) {
                Optional<WorkflowExecutionUpdateCompleted> found = Optional.of(end);
                Queue<CompletableFuture<Optional<WorkflowExecutionUpdateCompleted>>> told =
                        waiting.remove(end.acceptedEventId());
                if (told != null) {
                    told.forEach(future -> future.complete(found));
                }
            }
        }
    }

    boolean areWaiting() {
        return !waiting.isEmpty();
    }

    /** The run has closed: what has not ended never will. */
    void tellClosed() {
        waiting.values().forEach(futures -> futures.forEach(future -> future.complete(Optional.empty())));
        waiting.clear();
    }

    /** The run has left this node, or the node has lost it; the store will know more. May be called by any thread. */
    void tellGone() {
        gone = true;
        RunGoneException reason = new RunGoneException(workflowId);
        // nobody is removed here who was not told: the actor may add one at this moment
        waiting.values().forEach(futures -> futures.forEach(future -> future.completeExceptionally(reason)));
    }
}
