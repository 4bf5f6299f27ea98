package dev.durable.engine.run;

import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.engine.commit.CommitListener;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.TimerFired;
import dev.durable.history.WorkflowExecutionTimedOut;
import dev.durable.store.CommitResult;
import dev.durable.store.RunRelease;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredRun;
import dev.durable.store.TurnWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run on the node that owns it: takes what is in its mailbox, applies it to the run's code step by step, has the turn
 * committed, and only then lets its effects out.
 *
 * <p>Everything but {@link #post} is confined to the mailbox's task, which never runs twice at a time. While a commit is under way
 * nothing is taken from the mailbox.
 *
 * <p>When code fails or does not replay, nothing of the turn is kept but what had happened to the workflow: that is stored as
 * messages, and the run is tried again after a pause. When the database is in trouble, the run waits where it is.
 */
final class RunActor {

    private static final Logger logger = LoggerFactory.getLogger(RunActor.class);
    private static final int MAX_STEPS_IN_A_TURN = 100;
    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

    private final RunIdentity run;
    private final RunEnvironment environment;
    private final RunDirectory directory;
    private final Mailbox mailbox;
    private final RunTimers timers;
    private final RunEffects effects;
    private final RunSteps steps;
    private final TurnPatience patience;
    private final CodeFailures codeFailures;
    private final RunOutput output;
    private final RelatedRuns relatedRuns;
    private final RunUpdateCalls updateCalls;
    private final RunIntake intake;
    private final CompletableFuture<Optional<HistoryEvent>> closing = new CompletableFuture<>();

    private @Nullable RunInput current;
    private boolean ownershipInDoubt;
    private boolean codeMissing;
    private boolean cautious;
    private boolean committing;
    private boolean paused;
    private volatile boolean started;
    private volatile boolean gone;
    private volatile @Nullable Runnable interruption;

    RunActor(
            RunIdentity run,
            RunEnvironment environment,
            RunDirectory directory,
            RunCache cache,
            RelatedRuns.NewRuns newRuns) {
        this.run = run;
        this.environment = environment;
        this.directory = directory;
        this.mailbox = new Mailbox(environment.executor(), this::work, this::hasWork);
        this.timers = new RunTimers(
                environment.time(),
                id -> deliver(new TimerFired(0, environment.time().now(), id)),
                limit -> deliver(
                        new WorkflowExecutionTimedOut(0, environment.time().now(), limit, null)));
        RunActivities activities = RunActivities.of(run, environment.activities());
        this.effects = new RunEffects(run, environment.activities(), timers, activities.open(), this::releaseRefused);
        this.patience = new TurnPatience(
                environment.time(), environment.settings().localActivityWait(), () -> post(new RunInput.StopWaiting()));
        this.codeFailures = new CodeFailures(run, environment);
        RunPlacement placement = RunPlacement.on(environment);
        this.output = new RunOutput(run, placement);
        this.relatedRuns = new RelatedRuns(environment, directory, newRuns, placement, output, this::post);
        this.updateCalls =
                new RunUpdateCalls(run.workflowId(), environment.replay().failures());
        this.steps = new RunSteps(
                run,
                output,
                new Successors(run.runId(), placement),
                relatedRuns,
                environment,
                effects,
                activities,
                codeFailures,
                updateCalls,
                () -> cache.used(this),
                () -> cache.unloaded(this));
        this.intake = new RunIntake(
                run.workflowId(), steps, relatedRuns, () -> started = true, this::freeze, mailbox::isEmpty);
    }

    UUID runId() {
        return run.runId();
    }

    String workflowId() {
        return run.workflowId();
    }

    /** Whether the run's start is durable. */
    boolean isStarted() {
        return started;
    }

    /** Completes with the closing event when the run has closed here, or with nothing when it has left this node. */
    CompletableFuture<Optional<HistoryEvent>> closing() {
        return closing;
    }

    void post(RunInput input) {
        mailbox.add(input);
    }

    private void deliver(InboundEvent event) {
        post(new RunInput.Deliver(event, null));
    }

    private boolean hasWork() {
        return interruption != null
                || !committing
                        && !paused
                        && (!mailbox.isEmpty() || hasMessagesToTake() || intake.hasPostponed() || hasCodeToLoad());
    }

    /** Whether code that has left memory by accident must come back: nobody else asks for what it waits for. */
    private boolean hasCodeToLoad() {
        return codeMissing && !intake.isCodeFailing() && !gone;
    }

    private boolean hasMessagesToTake() {
        return steps.areMessagesStored() && !gone;
    }

    /** The mailbox's task. */
    private void work() {
        Runnable pending = interruption;
        if (pending != null) {
            interruption = null;
            pending.run();
        }
        if (committing || paused) {
            return;
        }
        try {
            boolean drained = makeSteps();
            while (drained && mayStayOpen()) {
                if (mailbox.isEmpty()) {
                    return;
                }
                drained = makeSteps();
            }
        } catch (StoreUnavailableException e) {
            logger.debug("Workflow '{}' waits for the database", run.workflowId(), e);
            returnInputs();
            pause(STORE_PAUSE);
            return;
        } catch (RuntimeException | Error e) {
            codeFailed(e);
        }
        commitTurn();
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
        return steps.activities().areLocalRunning()
                && !hasMessagesToTake()
                && !intake.isCodeBlocked()
                && !cautious
                && steps.turn().steps() < MAX_STEPS_IN_A_TURN
                && !steps.turn().isEmpty()
                && !steps.turn().isUrgent()
                && patience.isLeft();
    }

    /** When code fails in the step in which it would accept an update, the turn is made once more without that update. */
    private boolean takeInputsButBrokenUpdates() {
        while (true) {
            try {
                return takeInputs();
            } catch (BrokenUpdateException e) {
                returnInputs();
                steps.turn().codeFailed(codeFailures.updateRefused(e));
            }
        }
    }

    /** Takes inputs as far as the turn may grow; tells whether there are none left. */
    private boolean takeInputs() {
        if (ownershipInDoubt) {
            checkOwnership();
        }
        if (hasCodeToLoad()) {
            steps.load();
            codeMissing = false;
        }
        int maxSteps = cautious ? 1 : MAX_STEPS_IN_A_TURN;
        while (steps.turn().steps() < maxSteps && !steps.turn().closesRun()) {
            if (hasMessagesToTake()) {
                intake.takeMessages(maxSteps);
                continue;
            }
            mailbox.giveBack(intake.takePostponed());
            RunInput input = mailbox.poll();
            if (input == null) {
                return true;
            }
            if (gone) {
                input.refuse(new RunGoneException(run.workflowId()));
                continue;
            }
            current = input;
            boolean taken = intake.take(input);
            current = null;
            if (!taken) {
                mailbox.giveBack(List.of(input));
                return false;
            }
        }
        return false;
    }

    private void commitTurn() {
        patience.renew();
        Turn turn = steps.turn();
        if (turn.isEmpty()) {
            steps.endTurn().acknowledge();
            return;
        }
        committing = true;
        TurnWrite write = turn.toWrite(run.runId(), environment.nodeId(), output);
        environment.pipeline().submit(write, new CommitListener() {
            @Override
            public void committed(CommitResult result, boolean alone) {
                Runnable next = () -> turnCommitted(write, result);
                if (!alone || !mailbox.runHere(next)) {
                    interrupt(next);
                }
            }

            @Override
            public void failed(RuntimeException failure) {
                interrupt(() -> turnFailed(failure));
            }
        });
    }

    /** Has something done by the mailbox's task although it waits. At most one thing is waited for at a time. */
    private void interrupt(Runnable action) {
        interruption = action;
        mailbox.signal();
    }

    private void turnCommitted(TurnWrite write, CommitResult result) {
        committing = false;
        Turn done = steps.endTurn();
        if (done.startsRun()) {
            started = true;
            directory.open(this);
        }
        if (!done.events().isEmpty() && !intake.isCodeFailing()) {
            codeFailures.reset();
            cautious &= steps.areMessagesStored();
        }
        if (done.closesRun()) {
            leave(Optional.of(done.events().get(done.events().size() - 1)));
        } else {
            effects.perform(done);
            steps.startLocalActivities();
        }
        relatedRuns.follow(write, result);
        done.acknowledge();
        updateCalls.tellEnds(done.events());
        if (done.closesRun()) {
            updateCalls.tellClosed();
            codeFailures.handlersAbandoned(done.abandonedHandlers());
        }
    }

    private void turnFailed(RuntimeException failure) {
        committing = false;
        if (steps.turn().startsRun()) {
            refuseStart(failure);
        } else if (failure instanceof StoreConflictException) {
            returnInputs();
            ownershipInDoubt = true;
        } else {
            logger.error(
                    "A turn of workflow '{}' (run {}) cannot be stored and is tried again later",
                    run.workflowId(),
                    run.runId(),
                    failure);
            steps.turn().refuse(failure);
            returnInputs();
            pause(environment.settings().retryInterval());
        }
    }

    private void refuseStart(RuntimeException failure) {
        boolean taken = failure instanceof StoreConflictException conflict
                && conflict.kind() == StoreConflictException.Kind.WORKFLOW_ID_TAKEN;
        Turn refused = steps.endTurn();
        leave(Optional.empty());
        refused.refuse(taken ? new WorkflowAlreadyStartedException(run.workflowId()) : failure);
    }

    /** Forgets the turn and the code that made it, which comes back; its inputs will be taken again. */
    private void returnInputs() {
        codeMissing |= started && steps.isCodeLoaded();
        Turn forgotten = steps.forgetTurn();
        takeUnhandled(forgotten).ifPresent(input -> mailbox.giveBack(List.of(input)));
        mailbox.giveBack(forgotten.pendingInputs());
    }

    /** The input that was being handled when something went wrong, unless the turn answers for it. */
    private Optional<RunInput> takeUnhandled(Turn turn) {
        RunInput input = current;
        current = null;
        return Optional.ofNullable(input).filter(handled -> !turn.isUsing(handled));
    }

    /**
     * After a conflict: is this node still the owner? Then the history has grown by another's hand, or messages have come;
     * either way the run is loaded anew.
     */
    private void checkOwnership() {
        StoredRun stored = environment.store().findRun(run.runId()).orElse(null);
        ownershipInDoubt = false;
        if (stored == null
                || stored.status().isClosed()
                || !environment.nodeId().equals(stored.owner())) {
            logger.info("Workflow '{}' (run {}) is executed elsewhere now", run.workflowId(), run.runId());
            leave(Optional.empty());
        } else {
            steps.adoptAgain(stored.pendingMessages() > 0);
        }
    }

    private void codeFailed(Throwable failure) {
        Turn failed = steps.forgetTurn();
        Optional<RunInput> unhandled = takeUnhandled(failed);
        intake.codeFails();
        cautious = true;
        FailedAttempt attempt = codeFailures.next(failure);
        steps.turn().codeFailed(attempt);
        failed.inputs().forEach(intake::keep);
        unhandled.ifPresent(intake::keep);
        Instant next = attempt.nextAttemptAt() != null ? attempt.nextAttemptAt() : attempt.failedAt();
        environment.time().schedule(next, () -> post(new RunInput.TryAgain()));
        // one of the run's messages may ask for its end, and needs no code for that
        steps.lookAtAllMessages();
    }

    /** An attempt was refused because the node stops; noted before the run leaves, for which it may have been told already. */
    private void releaseRefused(ActivityTask unbegun) {
        mailbox.giveBack(List.of(new RunInput.ActivityRelease(unbegun)));
    }

    private void pause(Duration pause) {
        paused = true;
        environment.time().schedule(environment.time().now().plus(pause), () -> interrupt(() -> paused = false));
    }

    private void freeze(RunInput.Freeze freeze) {
        boolean releasable = steps.isAdopted() && !intake.isCodeFailing() && !steps.areMessagesStored();
        boolean waitsForActivities =
                effects.hasOpenActivities() || steps.activities().areLocalRunning();
        Instant wakeAt = waitsForActivities ? environment.time().now() : timers.nextDue();
        leave(Optional.empty());
        freeze.frozen().complete(releasable ? Optional.of(new RunRelease(run.runId(), wakeAt, 0)) : Optional.empty());
    }

    private void leave(Optional<HistoryEvent> closingEvent) {
        gone = true;
        steps.dropCode();
        effects.dropAll();
        directory.remove(this);
        closing.complete(closingEvent);
        intake.refusePostponed();
        if (closingEvent.isEmpty()) {
            updateCalls.tellGone();
        }
    }
}
