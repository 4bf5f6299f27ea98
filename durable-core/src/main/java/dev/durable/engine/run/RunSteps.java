package dev.durable.engine.run;

import dev.durable.client.WorkflowStatus;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.engine.replay.ReplayedRun;
import dev.durable.failure.DurableException;
import dev.durable.history.CommandEvent;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionUnpaused;
import dev.durable.payload.Payload;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.OutgoingMessage;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredMessage;
import dev.durable.store.TurnWrite;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What inputs do to a run: brings the run's code to life when it is needed, applies to it what happened, and gathers what is to be
 * committed in the current turn. Confined to the run's actor, which decides when.
 *
 * <p>Methods that need the code throw what loading and running it throws: {@link
 * dev.durable.store.StoreUnavailableException} when the database is in trouble, anything else when the code is.
 */
final class RunSteps {

    private final UUID runId;
    private final RunOutput output;
    private final Successors successors;
    private final RelatedRuns relatedRuns;
    private final RunEnvironment environment;
    private final RunEffects effects;
    private final CodeFailures codeFailures;
    private final Runnable onCodeUsed;
    private final Runnable onCodeDropped;
    private final HistoryLimit limit;
    private final Set<Integer> retriedActivities = new HashSet<>();
    private final RunUpdateCalls updateCalls;
    private final RunInbox inbox;
    private Turn turn = new Turn();
    private @Nullable RunCode code;
    private boolean adopted;
    private boolean paused;

    /**
     * @param onCodeUsed called when the run's code is in memory and used
     * @param onCodeDropped called when the run's code has left memory
     */
    RunSteps(
            RunIdentity run,
            RunOutput output,
            Successors successors,
            RelatedRuns relatedRuns,
            RunEnvironment environment,
            RunEffects effects,
            CodeFailures codeFailures,
            RunUpdateCalls updateCalls,
            Runnable onCodeUsed,
            Runnable onCodeDropped) {
        this.runId = run.runId();
        this.output = output;
        this.successors = successors;
        this.relatedRuns = relatedRuns;
        this.environment = environment;
        this.effects = effects;
        this.codeFailures = codeFailures;
        this.updateCalls = updateCalls;
        this.inbox = new RunInbox(runId, environment, codeFailures, this::apply);
        this.onCodeUsed = onCodeUsed;
        this.onCodeDropped = onCodeDropped;
        this.limit = new HistoryLimit(run, environment.settings().history().maxLength());
    }

    /** The turn in the making. */
    Turn turn() {
        return turn;
    }

    /** Ends the turn in the making and begins a new one. */
    Turn endTurn() {
        Turn ended = turn;
        turn = new Turn();
        return ended;
    }

    /** Forgets the turn in the making, and the code that made it; nothing of it has happened. */
    Turn forgetTurn() {
        dropCode();
        Turn forgotten = endTurn();
        inbox.forget(forgotten);
        return forgotten;
    }

    /** Whether what the run had pending when it came to this node has been taken up. */
    boolean isAdopted() {
        return adopted;
    }

    /** Whether messages for the run are stored that have not become events. */
    boolean areMessagesStored() {
        return inbox.areMessagesStored();
    }

    /** Whether the run is paused: what happens to it is kept as messages until it is resumed. */
    boolean isPaused() {
        return paused;
    }

    void messagesStored(boolean stored) {
        inbox.messagesStored(stored);
    }

    /** What another hand may have added to the history has to be taken up, too. */
    void adoptAgain(boolean withMessages) {
        adopted = false;
        inbox.messagesStored(withMessages);
    }

    void begin(RunInput.Begin begin) {
        beginWithoutStep(begin);
        RunCode begun = RunCode.begin(runId, begin.started(), environment.replay(), turn);
        code = begun;
        onCodeUsed.run();
        begin.signals().forEach(signal -> receive(begun, signal));
        RunInput.Update update = begin.update();
        if (update != null) {
            updateCalls.handle(update, begun, turn, this::apply);
        }
        closeIfEnded(begun);
    }

    /** Makes the first step of a run whose history is known to be its start and nothing else. */
    void beginStored(WorkflowExecutionStarted started) {
        adopted = true;
        effects.limit(started);
        List<HistoryEvent> history = List.of(started);
        RunCode begun = RunCode.resume(RunCode.replay(runId, history, environment.replay()), history, turn);
        code = begun;
        onCodeUsed.run();
        closeIfEnded(begun);
    }

    /** Makes the start, and the signals that came with it, durable although its first step failed. */
    void keep(RunInput.Begin begin) {
        beginWithoutStep(begin);
        turn.append(begin.started(), List.of());
        begin.signals().forEach(signal -> inbox.park(turn, signal));
    }

    /** Applies an event; a signal that is refused because it does not fit the workflow type changes nothing. */
    void deliver(RunInput.Deliver deliver) {
        RunCode live = load();
        if (deliver.event() instanceof WorkflowExecutionSignaled signal) {
            DurableException reason = live.whyUndeliverable(signal);
            if (reason != null && deliver.accepted() != null && live.isMistake(signal)) {
                deliver.accepted().completeExceptionally(reason);
                return;
            }
            turn.uses(deliver);
            receive(live, signal);
        } else {
            turn.uses(deliver);
            apply(live, deliver.event());
        }
        closeIfEnded(live);
    }

    /** Applies a signal, or keeps it until the code has a use for it; for whatever follows, if the code has ended. */
    private void receive(RunCode live, WorkflowExecutionSignaled signal) {
        if (live.hasEnded()) {
            inbox.park(turn, signal);
            return;
        }
        DurableException reason = live.whyUndeliverable(signal);
        if (reason == null) {
            apply(live, signal);
        } else {
            inbox.hold(turn, live, signal, reason);
        }
    }

    /** Accepts or rejects an update. */
    void update(RunInput.Update update) {
        RunCode live = load();
        turn.uses(update);
        updateCalls.handle(update, live, turn, this::apply);
        closeIfEnded(live);
    }

    /** Has somebody wait for an update if the run has accepted it. */
    void findUpdate(RunInput.FindUpdate search) {
        updateCalls.find(search, load());
    }

    /** Notes that the run was paused or resumed; what was kept meanwhile is taken then. */
    private void notePause(RunCode live) {
        if (live.isPaused() != paused) {
            paused = live.isPaused();
            turn.changeStatus(paused ? WorkflowStatus.PAUSED : WorkflowStatus.RUNNING);
            if (!paused) {
                inbox.lookAtAll();
            }
        }
    }

    /**
     * Closes the run by an event from outside. Messages that are stored are delivered first if the code can be had; otherwise they are
     * only recorded.
     *
     * @param codeFails whether it is known that the code cannot be had
     */
    void endFromOutside(RunInput.Deliver deliver, boolean codeFails) {
        turn.uses(deliver);
        RunCode live = codeFails ? null : loadIfPossible();
        if (live == null) {
            List<HistoryEvent> history = environment.store().history(runId, 0);
            effects.knowChildren(history);
            live = RunCode.withoutInstance(history);
            code = live;
            inbox.messagesStored(!environment.store().messages(runId).isEmpty());
        } else if (inbox.areMessagesStored() && !paused) {
            takeMessages(Integer.MAX_VALUE);
        }
        if (!turn.closesRun()) {
            live.endFromOutside(deliver.event(), environment.time().now());
            closeIfEnded(live);
        }
    }

    /**
     * Takes those messages that control a run whose code gets no others now: because it fails, or because it is paused. The others are
     * kept, and do not make the run due any more.
     *
     * @param codeFails whether the code cannot be had
     */
    void takeControl(boolean codeFails) {
        for (StoredMessage message : environment.store().messages(runId)) {
            if (turn.closesRun()) {
                return;
            }
            if (message.event().closesRun()) {
                turn.consume(message.messageId());
                endFromOutside(new RunInput.Deliver(message.event(), null), codeFails);
            } else if (!codeFails && message.event() instanceof WorkflowExecutionUnpaused) {
                RunCode live = load();
                turn.consume(message.messageId());
                apply(live, message.event());
                return;
            } else if (!codeFails) {
                inbox.keep(turn, message);
            }
        }
    }

    private @Nullable RunCode loadIfPossible() {
        try {
            return load();
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            codeFailures.endedWithoutCode(e);
            dropCode();
            return null;
        }
    }

    /** Keeps an event as a message, to be applied later. */
    void park(RunInput.Deliver deliver) {
        turn.uses(deliver);
        inbox.park(turn, deliver.event());
    }

    /** Applies stored messages, as far as the turn may grow. */
    void takeMessages(int maxSteps) {
        RunCode live = load();
        inbox.take(live, turn, maxSteps);
        closeIfEnded(live);
    }

    void retryActivity(RunInput.ActivityRetry retry) {
        turn.uses(retry);
        turn.retry(retry.next(), retry.failed());
        retriedActivities.add(retry.next().scheduled().eventId());
    }

    /** Notes that an attempt has not begun and will not begin on this node. */
    void release(ActivityTask unbegun) {
        turn.release(unbegun.toState().asReleased());
        retriedActivities.add(unbegun.scheduled().eventId());
    }

    Payload query(RunInput.Query query) {
        return load().query(query.name(), query.arguments());
    }

    /** The run's code, brought back by replay if it is not in memory. */
    RunCode load() {
        RunCode live = code;
        if (live == null) {
            List<HistoryEvent> history = environment.store().history(runId, 0);
            WorkflowExecutionStarted started = (WorkflowExecutionStarted) history.get(0);
            effects.limit(started);
            ReplayedRun replayed = RunCode.replay(runId, history, environment.replay());
            live = RunCode.resume(replayed, history, turn);
            code = live;
            paused = live.isPaused();
            if (!adopted) {
                adopt(replayed, history);
            }
            closeIfEnded(live);
        }
        onCodeUsed.run();
        return live;
    }

    void dropCode() {
        RunCode live = code;
        code = null;
        if (live != null) {
            onCodeDropped.run();
            live.destroy();
        }
    }

    private void beginWithoutStep(RunInput.Begin begin) {
        adopted = true;
        turn.uses(begin);
        turn.start(begin.row(), begin.started());
        effects.limit(begin.started());
    }

    private void apply(RunCode live, InboundEvent event) {
        if (event.closesRun() && !live.hasEnded()) {
            live.endFromOutside(event, environment.time().now());
            return;
        }
        int activity = event.endsEventId();
        int length = live.historyLength();
        if (!live.hasEnded()) {
            limit.requireRoomFor(event, length);
        }
        if (live.apply(event, environment.time().now(), turn) && retriedActivities.remove(activity)) {
            turn.endRetries(activity);
        }
        limit.grown(length, live.historyLength());
        if (!live.hasEnded()) {
            inbox.lookAgain(live);
            notePause(live);
        }
    }

    /** Closes the run in the turn in which its code has ended, after the signals that were accepted before: a closed run takes none. */
    private void closeIfEnded(RunCode live) {
        if (!live.hasEnded()) {
            return;
        }
        Optional<TurnWrite> successor = successors.after(
                live.ending(), live.started(), environment.time().now());
        if (successor.isEmpty() && inbox.hasLeft()) {
            takeMessages(Integer.MAX_VALUE);
        } else {
            close(live, successor.orElse(null));
        }
    }

    /** Messages that the code has not handled go over to the successor, if there is one. */
    private void close(RunCode live, @Nullable TurnWrite successor) {
        if (live.ending() instanceof CommandEvent) {
            turn.abandon(live.abandonedHandlers());
        }
        HistoryEvent closing = live.close(turn, successor == null ? null : successor.runId());
        List<OutgoingMessage> messages = new ArrayList<>();
        if (!(closing instanceof WorkflowExecutionContinuedAsNew)) {
            messages.addAll(effects.childrenAfter(turn).closingMessages(closing.time()));
        }
        if (successor == null) {
            output.toParent(closing, live.started()).ifPresent(messages::add);
        }
        turn.followUp(messages, successor);
        retriedActivities.forEach(turn::endRetries);
    }

    private void adopt(ReplayedRun replayed, List<HistoryEvent> history) {
        List<StoredMessage> messages = environment.store().messages(runId);
        List<ActivityTaskState> states = environment.store().activityTasks(runId);
        states.forEach(state -> retriedActivities.add(state.scheduledEventId()));
        inbox.messagesStored(!messages.isEmpty());
        adopted = true;
        effects.adopt(replayed, history, states, messages);
        relatedRuns.takeUp(history);
    }
}
