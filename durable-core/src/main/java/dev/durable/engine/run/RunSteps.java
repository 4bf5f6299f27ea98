package dev.durable.engine.run;

import dev.durable.client.WorkflowStatus;
import dev.durable.engine.Uuids;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.engine.replay.ReplayedRun;
import dev.durable.failure.DurableException;
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
    private final Set<Integer> retriedActivities = new HashSet<>();
    private final Set<UUID> heldMessages = new HashSet<>();
    private Turn turn = new Turn();
    private @Nullable RunCode code;
    private boolean adopted;
    private boolean messagesStored;
    private boolean paused;

    /**
     * @param onCodeUsed called when the run's code is in memory and used
     * @param onCodeDropped called when the run's code has left memory
     */
    RunSteps(
            UUID runId,
            RunOutput output,
            Successors successors,
            RelatedRuns relatedRuns,
            RunEnvironment environment,
            RunEffects effects,
            CodeFailures codeFailures,
            Runnable onCodeUsed,
            Runnable onCodeDropped) {
        this.runId = runId;
        this.output = output;
        this.successors = successors;
        this.relatedRuns = relatedRuns;
        this.environment = environment;
        this.effects = effects;
        this.codeFailures = codeFailures;
        this.onCodeUsed = onCodeUsed;
        this.onCodeDropped = onCodeDropped;
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

    /** Whether what the run had pending when it came to this node has been taken up. */
    boolean isAdopted() {
        return adopted;
    }

    /** Whether messages for the run are stored that have not become events. */
    boolean areMessagesStored() {
        return messagesStored;
    }

    /** Whether the run is paused: what happens to it is kept as messages until it is resumed. */
    boolean isPaused() {
        return paused;
    }

    void messagesStored(boolean stored) {
        messagesStored = stored;
    }

    /** What another hand may have added to the history has to be taken up, too. */
    void adoptAgain(boolean withMessages) {
        adopted = false;
        messagesStored = withMessages;
    }

    void begin(RunInput.Begin begin) {
        beginWithoutStep(begin);
        RunCode begun = RunCode.begin(runId, begin.started(), environment.replay(), turn);
        code = begun;
        onCodeUsed.run();
        closeIfEnded(begun);
    }

    /** Makes the first step of a run whose history is known to be its start and nothing else. */
    void beginStored(WorkflowExecutionStarted started) {
        adopted = true;
        effects.limit(started);
        RunCode begun = RunCode.resume(RunCode.replay(runId, List.of(started), environment.replay()), started, turn);
        code = begun;
        onCodeUsed.run();
        closeIfEnded(begun);
    }

    /** Makes the start durable although its first step failed. */
    void keep(RunInput.Begin begin) {
        beginWithoutStep(begin);
        turn.append(begin.started(), List.of());
    }

    /** Applies an event; one that is refused because it does not fit the workflow type changes nothing. */
    void deliver(RunInput.Deliver deliver) {
        RunCode live = load();
        if (deliver.accepted() != null && deliver.event() instanceof WorkflowExecutionSignaled signal) {
            DurableException reason = live.whyUndeliverable(signal);
            if (reason != null) {
                deliver.accepted().completeExceptionally(reason);
                return;
            }
        }
        turn.uses(deliver);
        apply(live, deliver.event());
        notePause(live);
        closeIfEnded(live);
    }

    /** Notes that the run was paused or resumed; what was kept meanwhile is taken then. */
    private void notePause(RunCode live) {
        if (live.isPaused() != paused) {
            paused = live.isPaused();
            turn.changeStatus(paused ? WorkflowStatus.PAUSED : WorkflowStatus.RUNNING);
            if (!paused) {
                heldMessages.clear();
                messagesStored = true;
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
            messagesStored = !environment.store().messages(runId).isEmpty();
        } else if (messagesStored && !paused) {
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
                notePause(live);
                return;
            } else if (!codeFails && heldMessages.add(message.messageId())) {
                turn.consume(message.messageId());
                turn.park(message);
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
        turn.park(new StoredMessage(Uuids.version7(environment.time().now()), deliver.event()));
        messagesStored = true;
    }

    /** Applies stored messages, as far as the turn may grow. Those that the turn has taken stay stored until it is committed. */
    void takeMessages(int maxSteps) {
        RunCode live = load();
        for (StoredMessage message : environment.store().messages(runId)) {
            if (turn.consumedMessages().contains(message.messageId()) && !turn.unpark(message.messageId())) {
                continue;
            }
            if (turn.closesRun() || !live.hasEnded() && (paused || turn.steps() >= maxSteps)) {
                return;
            }
            take(live, message);
        }
        messagesStored = false;
        closeIfEnded(live);
    }

    /**
     * Applies a message. A signal that does not fit the workflow type must not stop the run: it stays stored, for code that knows
     * it, and is recorded when the run closes.
     */
    private void take(RunCode live, StoredMessage message) {
        DurableException reason = message.event() instanceof WorkflowExecutionSignaled signal && !live.hasEnded()
                ? live.whyUndeliverable(signal)
                : null;
        if (reason == null) {
            turn.consume(message.messageId());
            heldMessages.remove(message.messageId());
            if (message.event().closesRun() && !live.hasEnded()) {
                live.endFromOutside(message.event(), environment.time().now());
            } else {
                apply(live, message.event());
                notePause(live);
            }
        } else if (heldMessages.add(message.messageId())) {
            turn.codeFailed(codeFailures.messageHeld(reason));
            turn.consume(message.messageId());
            turn.park(message);
        }
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
            live = RunCode.resume(replayed, started, turn);
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
        int activity = event.endsEventId();
        if (live.apply(event, environment.time().now(), turn) && retriedActivities.remove(activity)) {
            turn.endRetries(activity);
        }
    }

    /** Closes the run in the turn in which its code has ended, after the signals that were accepted before: a closed run takes none. */
    private void closeIfEnded(RunCode live) {
        if (!live.hasEnded()) {
            return;
        }
        Optional<TurnWrite> successor = successors.after(
                live.ending(), live.started(), environment.time().now());
        if (successor.isEmpty() && (messagesStored || !heldMessages.isEmpty())) {
            heldMessages.clear();
            takeMessages(Integer.MAX_VALUE);
        } else {
            close(live, successor.orElse(null));
        }
    }

    /** Messages that the code has not handled go over to the successor, if there is one. */
    private void close(RunCode live, @Nullable TurnWrite successor) {
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
        messagesStored = !messages.isEmpty();
        adopted = true;
        effects.adopt(replayed, history, states, messages);
        relatedRuns.takeUp(history);
    }
}
