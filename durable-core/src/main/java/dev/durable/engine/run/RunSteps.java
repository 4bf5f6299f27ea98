package dev.durable.engine.run;

import dev.durable.engine.Uuids;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.engine.activity.AttemptVerdict;
import dev.durable.engine.replay.ReplayedRun;
import dev.durable.failure.DurableException;
import dev.durable.history.ActivityTaskReported;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.Payload;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.StoredMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    private final RunEnvironment environment;
    private final RunEffects effects;
    private final RunActivities activities;
    private final CodeFailures codeFailures;
    private final Runnable onCodeUsed;
    private final Runnable onCodeDropped;
    private final Set<Integer> retriedActivities = new HashSet<>();
    private final Set<UUID> heldMessages = new HashSet<>();
    private Turn turn = new Turn();
    private @Nullable RunCode code;
    private boolean adopted;
    private boolean messagesStored;

    /**
     * @param onCodeUsed called when the run's code is in memory and used
     * @param onCodeDropped called when the run's code has left memory
     */
    RunSteps(
            UUID runId,
            RunEnvironment environment,
            RunEffects effects,
            RunActivities activities,
            CodeFailures codeFailures,
            Runnable onCodeUsed,
            Runnable onCodeDropped) {
        this.runId = runId;
        this.environment = environment;
        this.effects = effects;
        this.activities = activities;
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

    /** Ends a turn that will not be committed, and begins a new one. */
    Turn abandonTurn() {
        retriedActivities.addAll(turn.endedActivityTasks());
        return endTurn();
    }

    /** Whether what the run had pending when it came to this node has been taken up. */
    boolean isAdopted() {
        return adopted;
    }

    /** Whether messages for the run are stored that have not become events. */
    boolean areMessagesStored() {
        return messagesStored;
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
        RunCode begun = RunCode.resume(RunCode.replay(runId, List.of(started), environment.replay()), turn);
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
        if (deliver.event() instanceof ActivityTaskReported report) {
            deliver(report, deliver, live);
        } else {
            turn.uses(deliver);
            apply(live, deliver.event());
        }
        closeIfEnded(live);
    }

    private void deliver(ActivityTaskReported report, RunInput.Deliver deliver, RunCode live) {
        AttemptVerdict verdict;
        try {
            verdict = activities.reports().judge(report, live.instance(), turn, false);
        } catch (DurableException e) {
            if (deliver.accepted() != null) {
                deliver.accepted().completeExceptionally(e);
            }
            return;
        }
        turn.uses(deliver);
        follow(verdict, live);
    }

    private void follow(@Nullable AttemptVerdict verdict, RunCode live) {
        if (verdict instanceof AttemptVerdict.Ends ends) {
            apply(live, ends.outcome());
        } else if (verdict instanceof AttemptVerdict.Repeats repeats) {
            turn.retry(repeats.next(), repeats.failed());
            retriedActivities.add(repeats.next().scheduledEventId());
        }
    }

    /** Executes the local activities that the code has called. They wait for no commit but that of the run's start, which may be refused. */
    void startLocalActivities() {
        RunCode live = code;
        if (live != null && !turn.startsRun()) {
            activities
                    .local()
                    .start(
                            live.instance().takeLocalActivityCalls(),
                            live.instance().info().taskQueue());
        }
    }

    /** Whether local activities of the code in memory are executed. */
    boolean areLocalActivitiesRunning() {
        return activities.local().areRunning();
    }

    /** Applies the result of a local activity, unless the code that has called it is gone. */
    void localActivityEnded(RunInput.LocalActivityEnded end) {
        RunCode live = code;
        if (live != null && activities.local().ended(end.execution())) {
            onCodeUsed.run();
            turn.uses(end);
            apply(live, end.outcome());
            closeIfEnded(live);
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
            if (turn.closesRun() || turn.steps() >= maxSteps && !live.hasEnded()) {
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
            applyMessage(live, message.event());
        } else if (heldMessages.add(message.messageId())) {
            turn.codeFailed(codeFailures.messageHeld(reason));
            turn.consume(message.messageId());
            turn.park(message);
        }
    }

    private void applyMessage(RunCode live, InboundEvent event) {
        if (!(event instanceof ActivityTaskReported report)) {
            apply(live, event);
            return;
        }
        AttemptVerdict verdict;
        try {
            verdict = activities.reports().judge(report, live.instance(), turn, true);
        } catch (DurableException e) {
            // something else was first; whoever sent it was told that it may be so
            logger.info("A report was too late. {}", e.what());
            return;
        }
        follow(verdict, live);
    }

    /** Makes another attempt of an activity, unless it has ended or gone on by a report from outside. */
    void retryActivity(RunInput.ActivityRetry retry) {
        if (activities.open().expects(retry.next(), retry.failed(), turn)) {
            turn.uses(retry);
            turn.retry(retry.next(), retry.failed());
            retriedActivities.add(retry.next().scheduledEventId());
        }
    }

    /** Stores what is known of an attempt that is under way, unless that is over. */
    void store(RunInput.ActivityUnderWay underWay) {
        ActivityTaskState state = activities.open().toBeStored(underWay.state(), turn);
        if (state == null) {
            underWay.stored().completeExceptionally(new IllegalStateException("the attempt is over"));
            return;
        }
        turn.uses(underWay);
        turn.store(state);
        retriedActivities.add(state.scheduledEventId());
    }

    /** Notes that an attempt has not begun and will not begin on this node. */
    void release(ActivityTask unbegun) {
        turn.store(unbegun.toState().asReleased());
        retriedActivities.add(unbegun.scheduledEventId());
    }

    Payload query(RunInput.Query query) {
        return load().query(query.name(), query.arguments());
    }

    /** The run's code, brought back by replay if it is not in memory. */
    RunCode load() {
        RunCode live = code;
        if (live == null) {
            List<HistoryEvent> history = environment.store().history(runId, 0);
            ReplayedRun replayed = RunCode.replay(runId, history, environment.replay());
            live = RunCode.resume(replayed, turn);
            code = live;
            if (!adopted) {
                adopt(replayed);
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
            activities.local().dropAll();
            onCodeDropped.run();
            live.destroy();
        }
    }

    private void beginWithoutStep(RunInput.Begin begin) {
        adopted = true;
        turn.uses(begin);
        turn.start(begin.row());
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
        if (messagesStored || !heldMessages.isEmpty()) {
            heldMessages.clear();
            takeMessages(Integer.MAX_VALUE);
        } else {
            live.close(turn);
            retriedActivities.forEach(turn::endRetries);
        }
    }

    private void adopt(ReplayedRun replayed) {
        List<StoredMessage> messages = environment.store().messages(runId);
        List<ActivityTaskState> states = environment.store().activityTasks(runId);
        states.forEach(state -> retriedActivities.add(state.scheduledEventId()));
        messagesStored = !messages.isEmpty();
        adopted = true;
        effects.adopt(replayed, states, messages);
    }
}
