package dev.durable.engine.run;

import dev.durable.client.WorkflowStatus;
import dev.durable.engine.replay.ReplayedRun;
import dev.durable.failure.DurableException;
import dev.durable.history.ActivityTaskReported;
import dev.durable.history.CommandEvent;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.TimerFired;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.history.WorkflowExecutionPaused;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionUnpaused;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.payload.Payload;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.OutgoingMessage;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredMessage;
import dev.durable.store.TurnWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What inputs do to a run: brings the run's code to life when it is needed, applies to it what happened, and gathers what is to be
 * committed in the current turn. Confined to the run's actor, which decides when.
 *
 * <p>Methods that need the code throw what loading and running it throws: {@link
 * dev.durable.store.StoreUnavailableException} when the database is in trouble, anything else when the code is.
 */
final class RunSteps {

    private static final Logger logger = LoggerFactory.getLogger(RunActor.class);

    private final UUID runId;
    private final RunOutput output;
    private final Successors successors;
    private final RelatedRuns relatedRuns;
    private final RunEnvironment environment;
    private final RunEffects effects;
    private final ActivitySteps activitySteps;
    private final CodeFailures codeFailures;
    private final Runnable onCodeUsed;
    private final Runnable onCodeDropped;
    private final HistoryLimit limit;
    private final RunUpdateCalls updateCalls;
    private final RunInbox inbox;
    private Turn turn = new Turn();
    private @Nullable RunCode code;
    private boolean adopted;
    private boolean paused;
    private boolean backingOff;

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
            RunActivities activities,
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
        this.activitySteps = new ActivitySteps(activities, this::turn, this::apply);
        this.codeFailures = codeFailures;
        this.updateCalls = updateCalls;
        this.inbox = new RunInbox(runId, environment, codeFailures, this::applyMessage, activitySteps::kept);
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
        paused = isPaused();
        backingOff = isBackingOff();
        Turn ended = turn;
        turn = new Turn();
        return ended;
    }

    /** Forgets the turn in the making, and the code that made it; nothing of it has happened. */
    Turn forgetTurn() {
        dropCode();
        Turn forgotten = turn;
        turn = new Turn();
        inbox.forget(forgotten);
        activitySteps.forget(forgotten);
        return forgotten;
    }

    /** Whether the run's code is in memory. */
    boolean isCodeLoaded() {
        return code != null;
    }

    /** Whether what the run had pending when it came to this node has been taken up. */
    boolean isAdopted() {
        return adopted;
    }

    /** Whether messages for the run are stored that have not become events. */
    boolean areMessagesStored() {
        return inbox.areMessagesStored();
    }

    private boolean isPaused() {
        return code == null ? paused : code.isPaused();
    }

    /** Whether the run waits for its repetition, which messages must not hurry. */
    private boolean isBackingOff() {
        return code == null
                ? backingOff
                : code.isWaiting() && code.started().origin().attempt() > 1;
    }

    /** Whether the code gets some events only later, so that messages are not simply taken. */
    boolean holdsBack() {
        return isPaused() || isBackingOff();
    }

    /** Whether the code gets the event only later. */
    boolean holdsBack(InboundEvent event) {
        return isPaused() ? !(event instanceof WorkflowExecutionUnpaused) : isBackingOff() && isForCode(event);
    }

    /** Whether the event is a message that somebody sends to the code. */
    private static boolean isForCode(InboundEvent event) {
        return event.mayComeTooLate() || event instanceof WorkflowExecutionUpdateAccepted;
    }

    /** Messages were stored for the run. */
    void messagesStored() {
        inbox.messagesStored(true);
    }

    /** What was kept back can perhaps be taken now. */
    void lookAtAllMessages() {
        inbox.lookAtAll();
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
        awaitStart(begun);
        RunInput.Update update = begin.update();
        if (update != null || !begin.signals().isEmpty()) {
            endWait(begun);
        }
        begin.signals().forEach(signal -> receive(begun, signal));
        if (update != null) {
            updateCalls.handle(update, begun, turn, this::apply);
        }
        closeIfEnded(begun);
    }

    /** Makes the first step of a run whose history is known to be its start and nothing else, unless it was made already. */
    void beginStored(WorkflowExecutionStarted started) {
        if (code != null) {
            return;
        }
        adopted = true;
        List<HistoryEvent> history = List.of(started);
        effects.limit(history);
        RunCode begun = RunCode.resume(RunCode.replay(runId, history, environment.replay()), history, turn);
        code = begun;
        onCodeUsed.run();
        awaitStart(begun);
        closeIfEnded(begun);
    }

    private void awaitStart(RunCode live) {
        if (live.isWaiting()) {
            effects.awaitStart(live.started());
        }
    }

    /** Lets the code begin although its first step was to wait: there is something for it. */
    private void endWait(RunCode live) {
        if (live.isWaiting()) {
            apply(
                    live,
                    new TimerFired(0, environment.time().now(), live.started().eventId()));
        }
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
        if (isForCode(deliver.event())) {
            endWait(live);
        }
        if (deliver.event() instanceof ActivityTaskReported report) {
            activitySteps.deliver(report, deliver, live);
        } else if (deliver.event() instanceof WorkflowExecutionSignaled signal) {
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
        endWait(live);
        turn.uses(update);
        updateCalls.handle(update, live, turn, this::apply);
        closeIfEnded(live);
    }

    /** Has somebody wait for an update if the run has accepted it. */
    void findUpdate(RunInput.FindUpdate search) {
        updateCalls.find(search, load());
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
        } else if (inbox.areMessagesStored() && !isPaused()) {
            takeMessages(Integer.MAX_VALUE);
        }
        if (!turn.closesRun()) {
            live.endFromOutside(deliver.event(), environment.time().now());
            closeIfEnded(live);
        }
    }

    /**
     * Takes those messages that control a run whose code gets no others now: because it fails, or because it is paused.
     *
     * @param codeFails whether the code cannot be had
     */
    void takeControl(boolean codeFails) {
        InboundEvent control = inbox.nextControl(turn, event -> isControl(event, codeFails));
        if (control == null) {
            return;
        }
        if (control.closesRun()) {
            endFromOutside(new RunInput.Deliver(control, null), codeFails);
        } else {
            apply(load(), control);
        }
    }

    /** A second pause counts as control, too: it is taken and changes nothing. */
    private boolean isControl(InboundEvent event, boolean codeFails) {
        return event.closesRun() || !codeFails && (!holdsBack(event) || event instanceof WorkflowExecutionPaused);
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

    /** Keeps an event of a run whose code fails as a message. */
    void park(RunInput.Deliver deliver) {
        turn.uses(deliver);
        inbox.parkAndKeep(turn, deliver.event());
    }

    /** Keeps an event that the code gets later as a message, unless it asks for what is the case already. */
    void holdBack(RunInput.Deliver deliver) {
        if (deliver.event() instanceof WorkflowExecutionPaused) {
            turn.uses(deliver);
        } else {
            park(deliver);
        }
    }

    /** Applies stored messages, as far as the turn may grow. */
    void takeMessages(int maxSteps) {
        RunCode live = load();
        if (live.isWaiting() && inbox.has(turn, RunSteps::isForCode)) {
            endWait(live);
        }
        inbox.take(live, turn, maxSteps);
        closeIfEnded(live);
    }

    /** Takes a sign of life of an activity, for which the code is not needed. */
    void heartbeat(RunInput.Deliver deliver) {
        if (adopted) {
            activitySteps.heartbeat((ActivityTaskReported) deliver.event(), deliver);
        } else {
            // the code could not be had since the run came here: nothing waits for signs of life yet
            turn.uses(deliver);
        }
    }

    /** Executes the local activities that the code has called. */
    void startLocalActivities() {
        RunCode live = code;
        if (live != null) {
            activitySteps.startLocal(live);
        }
    }

    /** Applies the result of a local activity, unless the code that has called it is gone. */
    void localActivityEnded(RunInput.LocalActivityEnded end) {
        RunCode live = code;
        if (live != null) {
            onCodeUsed.run();
            activitySteps.localEnded(end, live);
            closeIfEnded(live);
        }
    }

    /** What inputs about activities do. */
    ActivitySteps activities() {
        return activitySteps;
    }

    Payload query(RunInput.Query query) {
        return load().query(query.name(), query.arguments());
    }

    /** The run's code, brought back by replay if it is not in memory. */
    RunCode load() {
        RunCode live = code;
        if (live == null) {
            List<HistoryEvent> history = environment.store().history(runId, 0);
            effects.limit(history);
            ReplayedRun replayed = RunCode.replay(runId, history, environment.replay());
            live = RunCode.resume(replayed, history, turn);
            code = live;
            awaitStart(live);
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
            activitySteps.codeDropped();
            onCodeDropped.run();
            live.destroy();
        }
    }

    private void beginWithoutStep(RunInput.Begin begin) {
        adopted = true;
        turn.uses(begin);
        turn.start(begin.row(), begin.started());
        effects.limit(List.of(begin.started()));
    }

    private void applyMessage(RunCode live, InboundEvent event) {
        if (event instanceof ActivityTaskReported report) {
            activitySteps.take(report, live);
        } else {
            apply(live, event);
        }
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
        boolean wasPaused = live.isPaused();
        boolean wasWaiting = live.isWaiting();
        if (live.apply(event, environment.time().now(), turn)) {
            activitySteps.ended(activity);
        }
        limit.grown(length, live.historyLength());
        if (live.hasEnded()) {
            return;
        }
        inbox.lookAgain(live);
        if (live.isPaused() != wasPaused) {
            turn.changeStatus(live.isPaused() ? WorkflowStatus.PAUSED : WorkflowStatus.RUNNING);
        }
        if (live.isPaused() != wasPaused || live.isWaiting() != wasWaiting) {
            // messages are looked at with other eyes now
            inbox.lookAtAll();
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
        activitySteps.endAll();
    }

    private void adopt(ReplayedRun replayed, List<HistoryEvent> history) {
        List<StoredMessage> messages = environment.store().messages(runId);
        List<ActivityTaskState> states = environment.store().activityTasks(runId);
        activitySteps.adopt(states);
        inbox.messagesStored(!messages.isEmpty());
        adopted = true;
        effects.adopt(replayed, history, states, messages);
        relatedRuns.takeUp(history);
    }
}
