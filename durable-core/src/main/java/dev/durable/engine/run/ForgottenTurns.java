package dev.durable.engine.run;

import dev.durable.client.FailedAttempt;
import dev.durable.engine.time.TimeSource.TimerHandle;
import dev.durable.store.StoredRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a turn that comes to nothing, because the database, the ownership or the code failed: it is forgotten with the code that
 * made it, its inputs are taken again or kept, and what went with it is made up for. Confined to the run's actor.
 */
final class ForgottenTurns {

    private static final Logger logger = LoggerFactory.getLogger(RunActor.class);

    private final RunIdentity run;
    private final RunEnvironment environment;
    private final TurnMaking making;
    private final RunSteps steps;
    private final RunIntake intake;
    private final Mailbox mailbox;
    private final CodeFailures codeFailures;
    private final BooleanSupplier isStarted;
    private final Backoff formerChildren = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));
    private @Nullable RunInput current;
    private @Nullable TimerHandle nextTry;
    private boolean ownershipInDoubt;
    private boolean codeMissing;
    private boolean cautious;

    /**
     * @param isStarted whether the run's start is durable
     */
    ForgottenTurns(
            RunIdentity run,
            RunEnvironment environment,
            TurnMaking making,
            RunSteps steps,
            RunIntake intake,
            Mailbox mailbox,
            CodeFailures codeFailures,
            BooleanSupplier isStarted) {
        this.run = run;
        this.environment = environment;
        this.making = making;
        this.steps = steps;
        this.intake = intake;
        this.mailbox = mailbox;
        this.codeFailures = codeFailures;
        this.isStarted = isStarted;
    }

    /** Notes which input is being taken; null when it has been. */
    void taking(@Nullable RunInput input) {
        current = input;
    }

    /** Whether turns are to be small, since the code has failed lately and some input may be the cause. */
    boolean isCautious() {
        return cautious;
    }

    /** A turn was committed in which the code made a step. */
    void codeWorks() {
        codeFailures.reset();
        cautious &= steps.areMessagesStored();
    }

    /** Forgets the turn and the code that made it, which comes back; its inputs will be taken again. */
    void takeAgain() {
        codeMissing |= isStarted.getAsBoolean() && making.isCodeLoaded();
        Turn forgotten = making.forgetTurn();
        unhandledBy(forgotten).ifPresent(input -> mailbox.giveBack(List.of(input)));
        mailbox.giveBack(forgotten.pendingInputs());
        if (making.activities().refused(forgotten.refusedReports())) {
            making.code().adoptAgain();
        }
    }

    /** The turn collided with somebody else's: perhaps the run is not this node's any more. */
    void conflicted() {
        takeAgain();
        ownershipInDoubt = true;
        // whether or not its code was in memory: if it is still this node's, what others have done has to be taken up
        codeMissing |= isStarted.getAsBoolean();
    }

    /** Whether code that has left memory by accident must come back: nobody else asks for what it waits for. */
    boolean isCodeMissing() {
        return codeMissing && !intake.isCodeFailing();
    }

    /** Makes up for what was forgotten, before anything else is taken; false if the run is not this node's any more. */
    boolean makeUp() {
        if (ownershipInDoubt && !isStillOwned()) {
            return false;
        }
        if (isCodeMissing()) {
            making.load();
            codeMissing = false;
        }
        return true;
    }

    /** If it is, the history has grown by another's hand, or messages have come; either way the run is loaded anew. */
    private boolean isStillOwned() {
        StoredRun stored = environment.store().findRun(run.runId()).orElse(null);
        ownershipInDoubt = false;
        if (stored == null
                || stored.status().isClosed()
                || !environment.nodeId().equals(stored.owner())) {
            logger.info("Workflow '{}' (run {}) is executed elsewhere now", run.workflowId(), run.runId());
            return false;
        }
        steps.adoptAgain(stored.pendingMessages() > 0);
        return true;
    }

    /** Forgets the turn in which the code has failed, but for what had happened, which is stored; the code is tried again after a pause. */
    void codeFailed(Throwable failure) {
        Turn failed = making.forgetTurn();
        Optional<RunInput> unhandled = unhandledBy(failed);
        intake.codeFails();
        cautious = true;
        Instant next = nextTryAfter(failure);
        failed.inputs().forEach(intake::keep);
        unhandled.ifPresent(intake::keep);
        if (nextTry != null) {
            nextTry.cancel(); // it was not waited for: somebody asked for a try before
        }
        nextTry = environment.time().scheduleUpkeep(next, () -> mailbox.add(new RunInput.TryAgain()));
        // one of the run's messages may ask for its end, and needs no code for that
        steps.lookAtAllMessages();
    }

    private Instant nextTryAfter(Throwable failure) {
        if (failure instanceof FormerChildOpenException) {
            logger.debug("Workflow '{}' waits: {}", run.workflowId(), failure.getMessage());
            return environment.time().now().plus(formerChildren.next());
        }
        FailedAttempt attempt = codeFailures.next(failure);
        making.turn().codeFailed(attempt);
        return attempt.nextAttemptAt() != null ? attempt.nextAttemptAt() : attempt.failedAt();
    }

    /** The input that was being taken when something went wrong, unless the turn answers for it. */
    private Optional<RunInput> unhandledBy(Turn turn) {
        RunInput input = current;
        current = null;
        return Optional.ofNullable(input).filter(taken -> !turn.isUsing(taken));
    }
}
