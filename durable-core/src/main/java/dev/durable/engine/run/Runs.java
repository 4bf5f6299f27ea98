package dev.durable.engine.run;

import dev.durable.engine.activity.ActivityTask;
import dev.durable.engine.activity.HeartbeatAnswer;
import dev.durable.history.ActivityTaskReported;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.HostedWork;
import dev.durable.store.NewRun;
import dev.durable.store.RunRelease;
import dev.durable.store.RunSnapshot;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredRun;
import dev.durable.store.TurnWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The runs that this node advances: begins and adopts them, and passes on what concerns them. Thread-safe; nothing here blocks.
 */
public final class Runs {

    private final RunEnvironment environment;
    private final RunDirectory directory;
    private final RunsHere here;
    private final RunCache cache;
    private final Passivation passivation;
    private final Newcomers newcomers;
    private volatile boolean frozen;

    /** No runs yet. */
    public Runs(RunEnvironment environment, RunDirectory directory) {
        this.environment = environment;
        this.directory = directory;
        this.here = new RunsHere(directory);
        this.cache = new RunCache(
                capacity(environment), environment.claims().interval().multipliedBy(2));
        this.passivation = new Passivation(environment, this::adoptIfOwned);
        this.newcomers = new Newcomers(environment, directory);
    }

    /** The node whose runs these are. */
    public UUID nodeId() {
        return environment.nodeId();
    }

    /**
     * Begins a run that this node will own. Completes when its start is committed, with the commands of its first step; fails
     * with {@link dev.durable.client.WorkflowAlreadyStartedException} if a run of the workflow id is open, and with {@link
     * RunGoneException}, nothing being stored, if the node stops.
     */
    public CompletableFuture<Void> begin(UUID runId, NewRun row, WorkflowExecutionStarted started) {
        return begin(runId, row, started, FirstMessages.none());
    }

    /** Begins a run that gets messages with its start, in the same commit; see {@link #begin(UUID, NewRun, WorkflowExecutionStarted)}. */
    public CompletableFuture<Void> begin(
            UUID runId, NewRun row, WorkflowExecutionStarted started, FirstMessages messages) {
        CompletableFuture<Void> accepted = new CompletableFuture<>();
        RunActor actor = newActor(new RunIdentity(runId, row.workflowId(), row.workflowType()));
        if (!add(actor)) {
            return CompletableFuture.failedFuture(new RunGoneException(row.workflowId()));
        }
        actor.post(new RunInput.Begin(row, started, messages.signals(), messages.updateInput(), accepted));
        return accepted;
    }

    /**
     * Takes up a run that this node has just got from the store. One that is here already was taken away meanwhile, and is looked at
     * anew. Does nothing if the node stops: signing off frees the run.
     */
    public void adopt(StoredRun run) {
        adopt(run, null);
    }

    /**
     * The same for a run of which something was read since.
     *
     * @param snapshot what need not be read again, or null
     */
    public void adopt(StoredRun run, @Nullable RunSnapshot snapshot) {
        newcomers.came(run.runId());
        RunActor actor = newActor(new RunIdentity(run.runId(), run.workflowId(), run.workflowType()));
        if (add(actor)) {
            directory.open(actor);
            actor.post(new RunInput.Adopt(snapshot));
        } else {
            find(run.runId()).ifPresent(here -> here.post(new RunInput.Reclaimed()));
        }
    }

    /** Takes up a run whose start, and nothing else, was stored for this node; not if the node stops, as with {@link #adopt}. */
    public void beginStored(UUID runId, WorkflowExecutionStarted started) {
        RunActor actor = newActor(new RunIdentity(runId, started.workflowId(), started.workflowType()));
        if (add(actor)) {
            directory.open(actor);
            actor.post(new RunInput.BeginStored(started));
        }
    }

    /** What callers ask of runs that are here. */
    public RunsHere here() {
        return here;
    }

    /** What is executed here. */
    public HostedWork hosted() {
        return environment.hosted();
    }

    /** Says which runs begin on this node. */
    public RunPlacement placement() {
        return RunPlacement.on(environment);
    }

    /** Takes up a run that another one of this node has stored. */
    private void stored(TurnWrite start, boolean certain) {
        if (certain) {
            beginStored(start.runId(), (WorkflowExecutionStarted) start.events().get(0));
        } else {
            adoptIfOwned(start.runId());
        }
    }

    /**
     * Sees to it that a run takes a message that asks for its end: tells it if it is here. One that is free is taken up, although it
     * may not be of a kind that is executed here, because no code is needed to end it.
     */
    public void claim(UUID runId) {
        if (find(runId).isPresent()) {
            messagesStored(runId);
        } else {
            askStore(() -> environment.store().claimRun(nodeId(), runId).ifPresent(this::adopt));
        }
    }

    /** Takes up a run, unless it is here, if the store has it as this node's: asked after a commit with unknown outcome. */
    public void adoptIfOwned(UUID runId) {
        if (find(runId).isEmpty() && !passivation.isUnderWay(runId)) {
            askStore(() -> environment
                    .store()
                    .findRun(runId)
                    .filter(run -> nodeId().equals(run.owner()))
                    .ifPresent(this::adopt));
        }
    }

    /** Does something with the store, later, and again until that answers or no run may come any more. */
    private void askStore(Runnable question) {
        environment.executor().execute(() -> {
            if (frozen) {
                return;
            }
            try {
                question.run();
            } catch (StoreUnavailableException e) {
                environment.time().scheduleUpkeep(environment.time().now().plusSeconds(1), () -> askStore(question));
            }
        });
    }

    /** Messages were stored for a run; if it is here, it takes them. If nobody has it, this node may take it up. */
    public void messagesStored(UUID runId) {
        find(runId)
                .ifPresentOrElse(
                        actor -> actor.post(new RunInput.MessagesStored()),
                        () -> environment.claims().hurry());
    }

    /** Messages are stored for a run that is this node's. */
    public void takeMessages(UUID runId) {
        find(runId).ifPresentOrElse(actor -> actor.post(new RunInput.MessagesStored()), () -> adoptIfOwned(runId));
    }

    /** A sign of life from outside for an activity that is pending here. */
    public HeartbeatAnswer heartbeat(UUID runId, ActivityTaskReported report) {
        return environment
                .activities()
                .outsideReports()
                .heartbeat(runId, report.scheduledEventId(), report.attempt(), report.value());
    }

    /** How the activities of a run stand, as far as it is here. */
    public List<ActivityTaskState> activityStates(UUID runId) {
        return environment.activities().states(runId);
    }

    /** Notes that an attempt did not begin here and will not. */
    public void release(ActivityTask unbegun) {
        find(unbegun.runId()).ifPresent(actor -> actor.post(new RunInput.ActivityRelease(unbegun)));
    }

    /** The node has lost its runs: nobody may wait any more for what they do here. They still have to {@linkplain #freezeAll leave}. */
    public void disown() {
        here.disown();
    }

    /** Lets all runs leave memory and no others come, after what they are doing now is committed. Completes with those that can be released. */
    public CompletableFuture<List<RunRelease>> freezeAll() {
        frozen = true;
        newcomers.freeze();
        List<CompletableFuture<Optional<RunRelease>>> leaving = new ArrayList<>();
        for (RunActor actor : directory.all()) {
            CompletableFuture<Optional<RunRelease>> frozen = new CompletableFuture<>();
            leaving.add(frozen);
            actor.post(new RunInput.Freeze(frozen));
        }
        return CompletableFuture.allOf(leaving.toArray(CompletableFuture[]::new))
                .thenApply(ignored -> leaving.stream()
                        .map(CompletableFuture::join)
                        .flatMap(Optional::stream)
                        .toList());
    }

    /**
     * Asks runs that have not been used since then to leave this node: each is free, and comes back to some node when it has something
     * to do.
     *
     * @param margin runs that have a timer due so soon stay
     */
    public void passivateUnusedSince(Instant moment, Duration margin) {
        for (RunActor actor : directory.all()) {
            if (actor.isUnusedSince(moment)) {
                actor.post(new RunInput.Passivate(margin, false));
            }
        }
    }

    /** Runs here. */
    public int size() {
        return directory.size();
    }

    /** Runs whose code is in memory. */
    public int cached() {
        return cache.size();
    }

    /** Asks the code of all idle runs to leave memory; it comes back by replay when it is needed. */
    public void evictAll() {
        directory.all().forEach(actor -> actor.post(new RunInput.Evict()));
    }

    /** Adds a run unless it is here; looks afterwards whether all were told to leave, and this one perhaps missed it. */
    private boolean add(RunActor actor) {
        boolean added = directory.add(actor);
        if (added && frozen) {
            directory.remove(actor);
            return false;
        }
        return added;
    }

    private Optional<RunActor> find(UUID runId) {
        return Optional.ofNullable(directory.find(runId));
    }

    private RunActor newActor(RunIdentity identity) {
        return new RunActor(identity, environment, directory, cache, passivation, newcomers, this::stored);
    }

    private static int capacity(RunEnvironment environment) {
        int runs = environment.settings().maxCachedRuns();
        return environment.replay().threads().areVirtual()
                ? runs
                : Math.min(runs, environment.settings().maxWorkflowThreads());
    }
}
