package dev.durable.engine.run;

import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.engine.commit.CommitListener;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.TimerFired;
import dev.durable.history.WorkflowExecutionTimedOut;
import dev.durable.store.CommitResult;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreUnavailableException;
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
 * messages, and the run is tried again after a pause. When the database is in trouble, or turns collide again and again with what others
 * write, the run waits where it is.
 */
final class RunActor {

    private static final Logger logger = LoggerFactory.getLogger(RunActor.class);
    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

    /** One after another: others write between the turns of a run now and then, but not each time. */
    private static final int COLLISIONS_WITHOUT_PAUSE = 5;

    private final RunIdentity run;
    private final RunEnvironment environment;
    private final RunDirectory directory;
    private final Mailbox mailbox;
    private final RunTimers timers;
    private final RunEffects effects;
    private final TurnMaking making;
    private final RunSteps steps;
    private final CodeFailures codeFailures;
    private final RunOutput output;
    private final RelatedRuns relatedRuns;
    private final RunUpdateCalls updateCalls;
    private final RunIntake intake;
    private final ForgottenTurns forgotten;
    private final RunDeparture departure;
    private final TurnGrowth growth;
    private final StrayTurns strays;
    private final ObservedRun observed;

    private final Backoff refusals;
    private int collisions;
    private boolean committing;
    private boolean paused;
    private volatile boolean started;
    private volatile Instant usedAt;
    private volatile @Nullable Runnable interruption;

    RunActor(
            RunIdentity run,
            RunEnvironment environment,
            RunDirectory directory,
            RunCache cache,
            Passivation passivation,
            Newcomers newcomers,
            RelatedRuns.NewRuns newRuns) {
        this.run = run;
        this.environment = environment;
        this.directory = directory;
        this.usedAt = environment.time().now();
        this.refusals = new Backoff(
                environment.settings().retryInterval(), environment.settings().maxRetryInterval());
        this.mailbox = new Mailbox(environment.executor(), this::work, this::hasWork);
        this.timers = new RunTimers(
                environment.time(),
                id -> deliver(new TimerFired(0, environment.time().now(), id)),
                limit -> deliver(
                        new WorkflowExecutionTimedOut(0, environment.time().now(), limit, null)));
        RunActivities activities = RunActivities.of(run, environment);
        this.effects = new RunEffects(
                run, environment.activities(), environment.routed(), timers, activities.open(), this::releaseRefused);
        this.codeFailures = new CodeFailures(run, environment);
        RunPlacement placement = RunPlacement.on(environment);
        this.output = new RunOutput(run, placement);
        this.relatedRuns = new RelatedRuns(environment, directory, newRuns, placement, output, this::post);
        this.updateCalls =
                new RunUpdateCalls(run.workflowId(), environment.replay().failures());
        this.making = new TurnMaking(
                run,
                output,
                placement,
                relatedRuns,
                environment,
                effects,
                activities,
                codeFailures,
                () -> {
                    usedAt = environment.time().now();
                    cache.used(this);
                },
                () -> cache.unloaded(this));
        this.observed = new ObservedRun(run, making.code(), environment);
        this.steps = new RunSteps(making, environment, codeFailures, updateCalls);
        this.intake = new RunIntake(
                run.workflowId(),
                making,
                steps,
                relatedRuns,
                new RetryRequests(making, steps, this::post),
                () -> started = true,
                this::freeze,
                this::passivate,
                mailbox::isEmpty);
        this.forgotten =
                new ForgottenTurns(run, environment, making, steps, intake, mailbox, codeFailures, this::isStarted);
        this.departure = new RunDeparture(
                run,
                environment,
                making,
                steps,
                intake,
                effects,
                timers,
                updateCalls,
                passivation,
                newcomers,
                mailbox::isEmpty,
                () -> directory.remove(this));
        this.strays = new StrayTurns(run, environment);
        this.growth = new TurnGrowth(
                run,
                mailbox,
                making,
                steps,
                intake,
                forgotten,
                departure,
                codeFailures,
                new TurnPatience(
                        environment.time(),
                        environment.settings().localActivityWait(),
                        () -> post(new RunInput.StopWaiting())));
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
        return departure.closing().closing();
    }

    /** Whoever waits here for the end of the run, or of an update, has to look elsewhere. May be called by any thread. */
    void tellGone() {
        departure.closing().tell(Optional.empty());
        updateCalls.tellGone();
    }

    /** Whether the code of the run has had nothing to do since then. */
    boolean isUnusedSince(Instant moment) {
        return usedAt.isBefore(moment);
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
                        && (!mailbox.isEmpty()
                                || growth.hasMessagesToTake()
                                || intake.hasPostponed()
                                || !departure.isGone() && forgotten.isCodeMissing());
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
            if (!growth.grow()) {
                return;
            }
        } catch (StoreUnavailableException e) {
            logger.debug("Workflow '{}' waits for the database", run.workflowId(), e);
            forgotten.takeAgain();
            pause(STORE_PAUSE);
            return;
        } catch (StoreConflictException e) {
            collided(e);
            return;
        } catch (RuntimeException | Error e) {
            forgotten.codeFailed(e);
        }
        commitTurn();
    }

    private void commitTurn() {
        growth.over();
        making.activities().routeScheduled();
        Turn turn = making.turn();
        if (turn.isEmpty()) {
            making.endTurn().acknowledge();
            return;
        }
        committing = true;
        TurnWrite write = turn.toWrite(run.runId(), environment.nodeId(), output);
        long submittedAt = System.nanoTime();
        environment.pipeline().submit(write, new CommitListener() {
            @Override
            public void committed(CommitResult result, boolean alone) {
                Runnable next = () -> turnCommitted(write, result, submittedAt);
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

    private void turnCommitted(TurnWrite write, CommitResult result, long submittedAt) {
        boolean stray;
        try {
            stray = strays.isStray(write);
        } catch (StoreUnavailableException e) {
            later(STORE_PAUSE, () -> turnCommitted(write, result, submittedAt));
            return;
        }
        committing = false;
        refusals.reset();
        collisions = 0;
        if (stray) {
            departure.leave(Optional.empty());
            making.endTurn().acknowledge();
            return;
        }
        Turn done = making.endTurn();
        observed.turnCommitted(done, write, result, Duration.ofNanos(System.nanoTime() - submittedAt));
        if (done.startsRun()) {
            started = true;
            directory.open(this);
        }
        if (!done.events().isEmpty() && !intake.isCodeFailing()) {
            forgotten.codeWorks();
        }
        if (done.closesRun()) {
            departure.leave(Optional.of(done.events().get(done.events().size() - 1)));
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
        if (making.turn().startsRun()) {
            refuseStart(failure);
        } else if (failure instanceof StoreConflictException conflict) {
            collided(conflict);
        } else {
            logger.error(
                    "A turn of workflow '{}' (run {}) cannot be stored and is tried again later",
                    run.workflowId(),
                    run.runId(),
                    failure);
            making.turn().refuse(failure);
            forgotten.takeAgain();
            pause(refusals.next());
        }
    }

    /** A run that has gone elsewhere leaves at the first collision; one that is still here and collides each time must not do so in a loop. */
    private void collided(StoreConflictException conflict) {
        forgotten.conflicted();
        if (conflict.kind() == StoreConflictException.Kind.MESSAGES_PENDING) {
            return; // it takes them first
        }
        collisions++;
        if (collisions == COLLISIONS_WITHOUT_PAUSE + 1) {
            logger.warn(
                    "Workflow '{}' (run {}) collides again and again with what others write, and is tried again every {}",
                    run.workflowId(),
                    run.runId(),
                    STORE_PAUSE,
                    conflict);
        }
        if (collisions > COLLISIONS_WITHOUT_PAUSE) {
            pause(STORE_PAUSE);
        }
    }

    private void refuseStart(RuntimeException failure) {
        boolean taken = failure instanceof StoreConflictException conflict
                && conflict.kind() == StoreConflictException.Kind.WORKFLOW_ID_TAKEN;
        Turn refused = making.endTurn();
        departure.leave(Optional.empty());
        refused.refuse(taken ? new WorkflowAlreadyStartedException(run.workflowId()) : failure);
    }

    /** An attempt was refused because the node stops; noted before the run leaves, for which it may have been told already. */
    private void releaseRefused(ActivityTask unbegun) {
        mailbox.giveBack(List.of(new RunInput.ActivityRelease(unbegun)));
    }

    private void pause(Duration pause) {
        paused = true;
        later(pause, () -> paused = false);
    }

    private void later(Duration pause, Runnable action) {
        environment.time().scheduleUpkeep(environment.time().now().plus(pause), () -> interrupt(action));
    }

    private void freeze(RunInput.Freeze freeze) {
        departure.freeze(freeze);
    }

    private void passivate(RunInput.Passivate wish) {
        departure.passivate(wish);
    }
}
