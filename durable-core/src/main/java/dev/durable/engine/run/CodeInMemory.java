package dev.durable.engine.run;

import dev.durable.engine.replay.ReplayedRun;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.RunSnapshot;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoredMessage;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The code of a run, as far as it is in memory: it begins, leaves, and comes back by replay. The first time it comes, the run takes up what
 * it has pending. Confined to the run's actor.
 */
final class CodeInMemory {

    private final UUID runId;
    private final RunEnvironment environment;
    private final RunEffects effects;
    private final RelatedRuns relatedRuns;
    private final ActivitySteps activities;
    private final RunInbox inbox;
    private final Runnable onUsed;
    private final Runnable onDropped;
    private @Nullable RunCode code;
    private boolean adopted;
    private boolean paused;
    private boolean backingOff;
    private int knownLength;
    private @Nullable RunSnapshot snapshot;
    private boolean loaded;

    /**
     * @param onUsed called when the code is in memory and used
     * @param onDropped called when the code has left memory
     */
    CodeInMemory(
            UUID runId,
            RunEnvironment environment,
            RunEffects effects,
            RelatedRuns relatedRuns,
            ActivitySteps activities,
            RunInbox inbox,
            Runnable onUsed,
            Runnable onDropped) {
        this.runId = runId;
        this.environment = environment;
        this.effects = effects;
        this.relatedRuns = relatedRuns;
        this.activities = activities;
        this.inbox = inbox;
        this.onUsed = onUsed;
        this.onDropped = onDropped;
    }

    /** The code, if it is in memory. */
    @Nullable
    RunCode find() {
        return code;
    }

    void used() {
        onUsed.run();
    }

    /** Whether what the run had pending when it came to this node has been taken up. */
    boolean isAdopted() {
        return adopted;
    }

    /** What another hand may have added to the history has to be taken up, too. */
    void adoptAgain() {
        adopted = false;
    }

    /** Whether the history is longer than what has been taken up of it; what has not been taken up at all is still to be loaded. */
    boolean isBehind(int lastEventId) {
        return adopted && lastEventId > (code == null ? knownLength : code.historyLength());
    }

    /**
     * What the first load need not read; null if it has to read all. Whatever is loaded later has been added to by then: a snapshot that comes
     * after messages, say, is of no use any more.
     */
    void expect(@Nullable RunSnapshot read) {
        snapshot = loaded ? null : read;
    }

    /** The run begins here, so that it has nothing pending. */
    void beginsHere(WorkflowExecutionStarted started) {
        adopted = true;
        effects.limit(List.of(started));
    }

    RunCode begin(WorkflowExecutionStarted started, Turn turn) {
        return begun(RunCode.begin(runId, started, environment.replay(), turn));
    }

    /** Begins a run whose history is known to be its start and nothing else. */
    RunCode beginStored(WorkflowExecutionStarted started, Turn turn) {
        beginsHere(started);
        List<HistoryEvent> history = List.of(started);
        return begun(RunCode.resume(RunCode.replay(runId, history, environment.replay()), history, turn));
    }

    private RunCode begun(RunCode begun) {
        code = begun;
        onUsed.run();
        awaitStart(begun);
        return begun;
    }

    private void awaitStart(RunCode live) {
        if (live.isWaiting()) {
            effects.awaitStart(live.started());
        }
    }

    /**
     * Brings the code back by replay. What it asks for beyond its history goes into the turn. If a node that had lost the run has added to
     * the history meanwhile, which the fence allows, that is taken up, too.
     *
     * @throws StoreConflictException if the run has closed: then it is not this node's any more
     */
    RunCode load(Turn turn) {
        RunSnapshot read = snapshot;
        snapshot = null;
        loaded = true;
        List<HistoryEvent> history =
                requireOpen(read == null ? environment.store().history(runId, 0) : read.history());
        effects.limit(history);
        if (!adopted) {
            requireNoFormerChild(history);
        }
        long begin = System.nanoTime();
        ReplayedRun replayed = RunCode.replay(runId, history, environment.replay());
        environment.observer().replayed(typeOf(history), history.size(), Duration.ofNanos(System.nanoTime() - begin));
        RunCode live = begun(RunCode.resume(replayed, history, turn));
        if (!adopted || history.size() > knownLength) {
            adopt(replayed, history, read);
        }
        return live;
    }

    private void requireNoFormerChild(List<HistoryEvent> history) {
        new FormerChildren(environment.store()).findOpen(runId, history).ifPresent(workflowId -> {
            throw new FormerChildOpenException(workflowId);
        });
    }

    private static String typeOf(List<HistoryEvent> history) {
        return history.get(0) instanceof WorkflowExecutionStarted started ? started.workflowType() : "";
    }

    /** Nothing can be added to the history of a run that another node has closed, so no commit would tell that it has. */
    private List<HistoryEvent> requireOpen(List<HistoryEvent> history) {
        if (!history.isEmpty() && history.get(history.size() - 1).closesRun()) {
            throw new StoreConflictException(
                    StoreConflictException.Kind.OWNERSHIP_LOST, "Run " + runId + " has closed.", null);
        }
        return history;
    }

    private void adopt(ReplayedRun replayed, List<HistoryEvent> history, @Nullable RunSnapshot read) {
        List<StoredMessage> messages = read == null ? environment.store().messages(runId) : read.messages();
        List<ActivityTaskState> states = read == null ? environment.store().activityTasks(runId) : read.activityTasks();
        activities.adopt(states);
        inbox.messagesStored(!messages.isEmpty());
        adopted = true;
        effects.adopt(replayed, history, states, messages);
        relatedRuns.takeUp(history, messages);
        knownLength = history.size();
    }

    /**
     * The place in its history of a run whose code cannot be had, for its end.
     *
     * @throws StoreConflictException if the run has closed: then it is not this node's any more
     */
    RunCode withoutInstance() {
        List<HistoryEvent> history = requireOpen(environment.store().history(runId, 0));
        effects.knowChildren(history);
        RunCode place = RunCode.withoutInstance(history);
        code = place;
        activities.adopt(environment.store().activityTasks(runId));
        inbox.messagesStored(!environment.store().messages(runId).isEmpty());
        return place;
    }

    void drop() {
        RunCode live = code;
        code = null;
        if (live != null) {
            activities.codeDropped();
            onDropped.run();
            live.destroy();
        }
    }

    /** Remembers of the code what counts while it is not in memory; not to be called while anything of it may be taken back. */
    void remember() {
        if (code != null) {
            knownLength = code.historyLength();
        }
        paused = isPaused();
        backingOff = isBackingOff();
    }

    boolean isPaused() {
        return code == null ? paused : code.isPaused();
    }

    /** Whether the run waits for its repetition, which messages must not hurry. */
    boolean isBackingOff() {
        return code == null
                ? backingOff
                : code.isWaiting() && code.started().origin().attempt() > 1;
    }
}
