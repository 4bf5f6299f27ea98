package dev.durable.engine.run;

import dev.durable.client.WorkflowStatus;
import dev.durable.failure.DurableException;
import dev.durable.history.ActivityTaskReported;
import dev.durable.history.InboundEvent;
import dev.durable.history.TimerFired;
import dev.durable.history.WorkflowExecutionResetRequested;
import dev.durable.history.WorkflowExecutionRetryRequested;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.store.TurnWrite;
import java.util.Optional;

/**
 * The turn in the making, and the code that makes it: brings the code to life when it is needed, applies events to it, and gathers what is
 * to be committed. Confined to the run's actor.
 *
 * <p>Methods that need the code throw what loading and running it throws: {@link dev.durable.store.StoreUnavailableException} when the
 * database is in trouble, anything else when the code is.
 */
final class TurnMaking {

    private final RunEnvironment environment;
    private final ActivitySteps activities;
    private final RunInbox inbox;
    private final CodeInMemory code;
    private final RunEnding ending;
    private final HistoryLimit limit;
    private Turn turn = new Turn();

    /**
     * @param onCodeUsed called when the run's code is in memory and used
     * @param onCodeDropped called when the run's code has left memory
     */
    TurnMaking(
            RunIdentity run,
            RunOutput output,
            RunPlacement placement,
            RelatedRuns relatedRuns,
            RunEnvironment environment,
            RunEffects effects,
            RunActivities runActivities,
            CodeFailures codeFailures,
            Runnable onCodeUsed,
            Runnable onCodeDropped) {
        this.environment = environment;
        this.activities = new ActivitySteps(runActivities, environment.routed(), this::turn, this::apply);
        this.inbox = new RunInbox(run.runId(), environment, codeFailures, this::applyMessage, activities::kept);
        this.code = new CodeInMemory(
                run.runId(), environment, effects, relatedRuns, activities, inbox, onCodeUsed, onCodeDropped);
        this.ending = new RunEnding(
                run.runId(),
                environment.store(),
                new Successors(run.runId(), placement),
                new ResetRuns(placement, environment.store()),
                output,
                effects,
                activities);
        this.limit = new HistoryLimit(run, environment.settings().history().maxLength());
    }

    /** What inputs about activities do. */
    ActivitySteps activities() {
        return activities;
    }

    /** The messages that are stored for the run. */
    RunInbox inbox() {
        return inbox;
    }

    /** The code, as far as it is in memory. */
    CodeInMemory code() {
        return code;
    }

    /** The turn in the making. */
    Turn turn() {
        return turn;
    }

    /** Ends the turn in the making and begins a new one. */
    Turn endTurn() {
        code.remember();
        Turn ended = turn;
        turn = new Turn();
        return ended;
    }

    /** Forgets the turn in the making, and the code that made it; nothing of it has happened. */
    Turn forgetTurn() {
        code.drop();
        Turn forgotten = turn;
        turn = new Turn();
        inbox.forget(forgotten);
        activities.forget(forgotten);
        return forgotten;
    }

    /** Whether the run's code is in memory. */
    boolean isCodeLoaded() {
        return code.find() != null;
    }

    /** Whether the event is a message that somebody sends to the code. */
    static boolean isForCode(InboundEvent event) {
        return event.mayComeTooLate() || event instanceof WorkflowExecutionUpdateAccepted;
    }

    /** The run's code, brought back by replay if it is not in memory. */
    RunCode load() {
        RunCode live = code.find();
        if (live != null) {
            code.used();
            return live;
        }
        RunCode loaded = code.load(turn);
        closeIfEnded(loaded);
        return loaded;
    }

    /** Lets the code begin although its first step was to wait: there is something for it. */
    void endWait(RunCode live) {
        if (live.isWaiting()) {
            apply(
                    live,
                    new TimerFired(0, environment.time().now(), live.started().eventId()));
        }
    }

    /** Applies a signal, or keeps it until the code has a use for it; for whatever follows, if the code has ended. */
    void receive(RunCode live, WorkflowExecutionSignaled signal) {
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

    /** Applies stored messages, as far as the turn may grow. */
    void takeMessages(int maxSteps) {
        RunCode live = load();
        if (live.isWaiting() && inbox.has(turn, TurnMaking::isForCode)) {
            endWait(live);
        }
        inbox.take(live, turn, maxSteps);
        closeIfEnded(live);
    }

    private void applyMessage(RunCode live, InboundEvent event) {
        if (event instanceof ActivityTaskReported report) {
            activities.take(report, live);
        } else if (event instanceof WorkflowExecutionRetryRequested request) {
            if (!live.hasEnded()) {
                activities.retryNow(request.scheduledEventId());
            }
        } else {
            apply(live, event);
        }
    }

    void apply(RunCode live, InboundEvent event) {
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
            activities.ended(activity);
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
    void closeIfEnded(RunCode live) {
        if (!live.hasEnded()) {
            return;
        }
        if (live.ending() instanceof WorkflowExecutionResetRequested request) {
            if (inbox.hasLeft()) {
                // they are recorded, so that they happen again in their order
                takeMessages(Integer.MAX_VALUE);
            } else {
                ending.reset(live, request, turn, environment.time().now());
            }
            return;
        }
        // messages that the code has not handled go over to the successor, if there is one
        Optional<TurnWrite> successor =
                ending.successorOf(live, environment.time().now());
        if (successor.isEmpty() && inbox.hasLeft()) {
            takeMessages(Integer.MAX_VALUE);
            return;
        }
        if (successor.isPresent() && inbox.hasLeft()) {
            inbox.takeLateReports(turn);
        }
        ending.close(live, turn, successor.orElse(null));
    }
}
