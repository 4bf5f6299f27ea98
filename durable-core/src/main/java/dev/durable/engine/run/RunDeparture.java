package dev.durable.engine.run;

import dev.durable.history.HistoryEvent;
import dev.durable.store.RunRelease;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * How a run leaves this node: because it has closed, because another node has it, because the node stops, or because it has nothing to
 * do for long. Confined to the run's actor, but for who asks whether it has left.
 */
final class RunDeparture {

    private final RunIdentity run;
    private final RunEnvironment environment;
    private final TurnMaking making;
    private final RunSteps steps;
    private final RunIntake intake;
    private final RunEffects effects;
    private final RunTimers timers;
    private final RunUpdateCalls updateCalls;
    private final Passivation passivation;
    private final Newcomers newcomers;
    private final BooleanSupplier nothingWaits;
    private final Runnable onGone;
    private final ClosingWaiters closing = new ClosingWaiters();
    private volatile boolean gone;

    /**
     * @param nothingWaits whether there is no further input
     * @param onGone called when the run is not to be found here any more
     */
    RunDeparture(
            RunIdentity run,
            RunEnvironment environment,
            TurnMaking making,
            RunSteps steps,
            RunIntake intake,
            RunEffects effects,
            RunTimers timers,
            RunUpdateCalls updateCalls,
            Passivation passivation,
            Newcomers newcomers,
            BooleanSupplier nothingWaits,
            Runnable onGone) {
        this.run = run;
        this.environment = environment;
        this.making = making;
        this.steps = steps;
        this.intake = intake;
        this.effects = effects;
        this.timers = timers;
        this.updateCalls = updateCalls;
        this.passivation = passivation;
        this.newcomers = newcomers;
        this.nothingWaits = nothingWaits;
        this.onGone = onGone;
    }

    boolean isGone() {
        return gone;
    }

    /** Who waits here for the run's end. */
    ClosingWaiters closing() {
        return closing;
    }

    /** The node stops. */
    void freeze(RunInput.Freeze freeze) {
        boolean releasable = making.code().isAdopted() && !intake.isCodeFailing() && !steps.areMessagesStored();
        // what is left comes to nothing here: the answer to a request, for example, which the next owner looks up
        boolean isWaitedFor = hasActivities() || !nothingWaits.getAsBoolean();
        boolean mayGoOnUnseen = newcomers.isUnsettled(run.runId());
        Instant wakeAt = isWaitedFor || mayGoOnUnseen ? environment.time().now() : timers.nextDue();
        leave(Optional.empty());
        freeze.frozen().complete(releasable ? Optional.of(new RunRelease(run.runId(), wakeAt, 0)) : Optional.empty());
    }

    /** Leaves if nothing but a message or a distant timer can go on with the run, and if nobody here waits for it. */
    void passivate(RunInput.Passivate wish) {
        Instant now = environment.time().now();
        Instant due = timers.nextDue();
        boolean mayLeave = isAtRest() && (due == null || due.isAfter(now.plus(wish.margin())));
        if (mayLeave && !newcomers.mustStay(run.runId(), wish)) {
            leave(Optional.empty());
            environment.observer().passivated(run.workflowType());
            // claimed a little earlier than its timer is due, so that the timer fires when it should
            Instant wakeAt = due == null ? null : due.minus(environment.claims().interval());
            passivation.release(new RunRelease(run.runId(), wakeAt, 0));
        } else if (wish.orUnload() && !making.activities().areLocalRunning()) {
            making.code().drop();
        }
    }

    private boolean isAtRest() {
        return making.code().isAdopted()
                && !intake.isWaitingForCode()
                && !steps.hasMessagesLeft()
                && !hasActivities()
                && !updateCalls.areWaiting()
                && closing.isEmpty();
    }

    private boolean hasActivities() {
        return effects.hasOpenActivities() || making.activities().areLocalRunning();
    }

    void leave(Optional<HistoryEvent> closingEvent) {
        gone = true;
        making.code().drop();
        effects.dropAll();
        onGone.run();
        closing.tell(closingEvent);
        intake.refusePostponed();
        if (closingEvent.isEmpty()) {
            updateCalls.tellGone();
        }
    }
}
