package dev.durable.engine.run;

import dev.durable.client.FailedAttempt;
import dev.durable.engine.activity.ActivityOutcomes;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.history.InboundEvent;
import dev.durable.store.ActivityTaskState;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The runs that this node advances, and the way to their mailboxes. Thread-safe. */
public final class RunDirectory implements ActivityOutcomes {

    private final ConcurrentMap<UUID, RunActor> byRunId = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, RunActor> byWorkflowId = new ConcurrentHashMap<>();

    /** Adds a run; false if it is there already. */
    boolean add(RunActor actor) {
        return byRunId.putIfAbsent(actor.runId(), actor) == null;
    }

    /** The run is the open one of its workflow id; another one that is still here has closed. */
    void open(RunActor actor) {
        byWorkflowId.put(actor.workflowId(), actor);
    }

    void remove(RunActor actor) {
        byRunId.remove(actor.runId(), actor);
        byWorkflowId.remove(actor.workflowId(), actor);
    }

    @Nullable
    RunActor find(UUID runId) {
        return byRunId.get(runId);
    }

    @Nullable
    RunActor find(String workflowId) {
        return byWorkflowId.get(workflowId);
    }

    Collection<RunActor> all() {
        return List.copyOf(byRunId.values());
    }

    int size() {
        return byRunId.size();
    }

    @Override
    public void ended(UUID runId, InboundEvent outcome) {
        RunActor actor = byRunId.get(runId);
        if (actor != null) {
            actor.post(new RunInput.Deliver(outcome, null));
        }
    }

    @Override
    public void localEnded(UUID runId, int execution, InboundEvent outcome) {
        RunActor actor = byRunId.get(runId);
        if (actor != null) {
            actor.post(new RunInput.LocalActivityEnded(execution, outcome));
        }
    }

    @Override
    public void resultStored(UUID runId, int scheduledEventId, int attempt) {
        RunActor actor = byRunId.get(runId);
        if (actor != null) {
            actor.post(new RunInput.MessagesStored());
        }
    }

    @Override
    public CompletableFuture<Void> underWay(UUID runId, ActivityTaskState state) {
        RunActor actor = byRunId.get(runId);
        if (actor == null) {
            return CompletableFuture.failedFuture(new RunGoneException(runId.toString()));
        }
        CompletableFuture<Void> stored = new CompletableFuture<>();
        actor.post(new RunInput.ActivityUnderWay(state, stored));
        return stored;
    }

    @Override
    public void withdrawn(UUID runId, ActivityTask unbegun) {
        RunActor actor = byRunId.get(runId);
        if (actor != null) {
            actor.post(new RunInput.ActivityWithdrawn(unbegun));
        }
    }

    @Override
    public void nextAttempt(UUID runId, ActivityTask next, @Nullable FailedAttempt failed) {
        RunActor actor = byRunId.get(runId);
        if (actor != null) {
            actor.post(new RunInput.ActivityRetry(next, failed));
        }
    }
}
