package dev.durable.engine.run;

import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.payload.Payload;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** What callers ask of runs that are on this node. Thread-safe; nothing here blocks. */
public final class RunsHere {

    private final RunDirectory directory;
    private volatile boolean disowned;

    RunsHere(RunDirectory directory) {
        this.directory = directory;
    }

    /** Whether a run of the workflow id is open here, its start being committed. */
    public boolean isOpen(String workflowId) {
        RunActor actor = directory.find(workflowId);
        return actor != null && actor.isStarted();
    }

    /**
     * Delivers an event to a run that is here. Completes when it is durable; fails with {@link RunGoneException} if the run
     * leaves before that.
     *
     * @return empty if the run is not here
     */
    public Optional<CompletableFuture<Void>> deliver(UUID runId, InboundEvent event) {
        return find(runId).map(actor -> {
            CompletableFuture<Void> accepted = new CompletableFuture<>();
            actor.post(new RunInput.Deliver(event, accepted));
            return accepted;
        });
    }

    /**
     * Asks a run that is here for an update.
     *
     * @return empty if the run is not here
     */
    public Optional<UpdateCall> update(UUID runId, WorkflowExecutionUpdateAccepted request) {
        return find(runId).map(actor -> {
            UpdateCall call = new UpdateCall();
            actor.post(new RunInput.Update(request, call));
            return call;
        });
    }

    /**
     * Looks for an update that a run here may have accepted.
     *
     * @return empty if the run is not here
     */
    public Optional<UpdateCall> findUpdate(UUID runId, String updateId) {
        return findOwned(runId).map(actor -> {
            UpdateCall call = new UpdateCall();
            actor.post(new RunInput.FindUpdate(updateId, call));
            return call;
        });
    }

    /**
     * Asks a run that is here for state. Fails with {@link RunGoneException} if the run cannot answer from here.
     *
     * @return empty if the run is not here
     */
    public Optional<CompletableFuture<Payload>> query(UUID runId, String name, List<Payload> arguments) {
        return find(runId).map(actor -> {
            CompletableFuture<Payload> answer = new CompletableFuture<>();
            actor.post(new RunInput.Query(name, arguments, answer));
            return answer;
        });
    }

    /**
     * The end of a run that is here: completes with the closing event, or with nothing if the run leaves the node before.
     *
     * @return empty if the run is not here
     */
    public Optional<CompletableFuture<Optional<HistoryEvent>>> closing(UUID runId) {
        return findOwned(runId).map(RunActor::closing);
    }

    /** The id of the run of the workflow id that is here. */
    public Optional<UUID> runIdOf(String workflowId) {
        return Optional.ofNullable(directory.find(workflowId))
                .filter(RunActor::isStarted)
                .map(RunActor::runId);
    }

    /**
     * The node has lost its runs. Whoever waits here for the end of one, or of an update, is told at once that it has left: the run itself may
     * never come to that, since it may wait for a commit or for the database.
     */
    void disown() {
        disowned = true;
        directory.all().forEach(RunActor::tellGone);
    }

    /** A run that the node had not lost when it was asked. One that is found just before that is told, and so is whoever asks it then. */
    private Optional<RunActor> findOwned(UUID runId) {
        return disowned ? Optional.empty() : find(runId);
    }

    private Optional<RunActor> find(UUID runId) {
        return Optional.ofNullable(directory.find(runId));
    }
}
