package dev.durable.engine.run;

import dev.durable.client.FailedAttempt;
import dev.durable.store.StoreConflictException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much of what waits for a run goes into one turn: inputs and messages as far as it may grow, and for a moment what local activities
 * give. Confined to the run's actor.
 */
final class TurnGrowth {

    private static final int MAX_STEPS_IN_A_TURN = 100;

    private final RunIdentity run;
    private final Mailbox mailbox;
    private final TurnMaking making;
    private final RunSteps steps;
    private final RunIntake intake;
    private final ForgottenTurns forgotten;
    private final RunDeparture departure;
    private final CodeFailures codeFailures;
    private final TurnPatience patience;

    TurnGrowth(
            RunIdentity run,
            Mailbox mailbox,
            TurnMaking making,
            RunSteps steps,
            RunIntake intake,
            ForgottenTurns forgotten,
            RunDeparture departure,
            CodeFailures codeFailures,
            TurnPatience patience) {
        this.run = run;
        this.mailbox = mailbox;
        this.making = making;
        this.steps = steps;
        this.intake = intake;
        this.forgotten = forgotten;
        this.departure = departure;
        this.codeFailures = codeFailures;
        this.patience = patience;
    }

    boolean hasMessagesToTake() {
        return steps.areMessagesStored() && !departure.isGone();
    }

    /** Lets the turn grow; false if it should stay open for a moment. */
    boolean grow() {
        boolean drained = makeSteps();
        while (drained && mayStayOpen()) {
            if (mailbox.isEmpty()) {
                return false;
            }
            drained = makeSteps();
        }
        return true;
    }

    /** The turn does not grow any more: the next one may wait as long as this one could. */
    void over() {
        patience.renew();
    }

    /** Takes inputs, and begins what the code has called locally; tells whether all inputs were taken. */
    private boolean makeSteps() {
        boolean drained = takeInputsButBrokenUpdates();
        steps.startLocalActivities();
        return drained;
    }

    /**
     * Whether the turn may stay open for a moment to take in results of local activities, which then share its commit. Not if anything
     * else wants the commit.
     */
    private boolean mayStayOpen() {
        return making.activities().areLocalRunning()
                && !hasMessagesToTake()
                && !intake.isCodeBlocked()
                && !forgotten.isCautious()
                && making.turn().steps() < MAX_STEPS_IN_A_TURN
                && !making.turn().isEmpty()
                && !making.turn().isUrgent()
                && patience.isLeft();
    }

    /**
     * When code fails in the step in which it would accept an update, the turn is made once more without that update. All that failed in this
     * way are recorded with the turn that is made at last.
     */
    private boolean takeInputsButBrokenUpdates() {
        List<FailedAttempt> refused = new ArrayList<>(0);
        while (true) {
            try {
                return takeInputs();
            } catch (BrokenUpdateException e) {
                forgotten.takeAgain();
                refused.add(codeFailures.updateRefused(e));
                refused.forEach(making.turn()::codeFailed);
            }
        }
    }

    /** Takes inputs as far as the turn may grow; tells whether there are none left. */
    private boolean takeInputs() {
        if (!departure.isGone() && !forgotten.makeUp()) {
            departure.leave(Optional.empty());
        }
        int maxSteps = forgotten.isCautious() ? 1 : MAX_STEPS_IN_A_TURN;
        while (making.turn().steps() < maxSteps && !making.turn().closesRun()) {
            if (hasMessagesToTake()) {
                intake.takeMessages(maxSteps);
                continue;
            }
            mailbox.giveBack(intake.takePostponed());
            RunInput input = mailbox.poll();
            if (input == null) {
                return true;
            }
            if (departure.isGone()) {
                input.refuse(new RunGoneException(run.workflowId()));
                continue;
            }
            if (input instanceof RunInput.Reclaimed) {
                throw goneOnElsewhere("The run was free for a while.");
            }
            if (input instanceof RunInput.HistoryReaches last) {
                if (making.code().isBehind(last.lastEventId())) {
                    throw goneOnElsewhere("Another node has added to the history.");
                }
                continue;
            }
            forgotten.taking(input);
            boolean taken = intake.take(input);
            forgotten.taking(null);
            if (!taken) {
                mailbox.giveBack(List.of(input));
                return false;
            }
        }
        return false;
    }

    private static StoreConflictException goneOnElsewhere(String what) {
        return new StoreConflictException(StoreConflictException.Kind.OWNERSHIP_LOST, what, null);
    }
}
