package dev.durable.engine.run;

import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.engine.Uuids;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.engine.commit.CommitListener;
import dev.durable.engine.replay.ReplayedRun;
import dev.durable.failure.DurableException;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.TimerFired;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.RunRelease;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredRun;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final RunCache cache;
    private final Mailbox mailbox;
    private final RunTimers timers;
    private final RunEffects effects;
    private final Backoff codeBackoff;
    private final Set<Integer> retriedActivities = new HashSet<>();
    private final CompletableFuture<Optional<HistoryEvent>> closing = new CompletableFuture<>();

    private Turn turn = new Turn();
    private @Nullable RunInput current;
    private @Nullable RunCode code;
    private boolean adopted;
    private boolean messagesStored;
    private boolean ownershipInDoubt;
    private boolean failing;
    private boolean cautious;
    private int failedTries;
    private boolean committing;
    private boolean paused;
    private volatile boolean started;
    private volatile boolean gone;
    private volatile @Nullable Runnable interruption;

    RunActor(RunIdentity run, RunEnvironment environment, RunDirectory directory, RunCache cache) {
        this.run = run;
        this.environment = environment;
        this.directory = directory;
        this.cache = cache;
        this.mailbox = new Mailbox(environment.executor(), this::work, this::hasWork);
        this.timers = new RunTimers(
                environment.time(),
                id -> post(new RunInput.Deliver(
                        new TimerFired(0, environment.time().now(), id), null)));
        this.effects = new RunEffects(run, environment.activities(), timers, this::releaseUnbegun);
        this.codeBackoff = new Backoff(
                environment.settings().retryInterval(), environment.settings().maxRetryInterval());
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

    private boolean hasWork() {
        return interruption != null || !committing && !paused && (!mailbox.isEmpty() || hasMessagesToTake());
    }

    private boolean hasMessagesToTake() {
        return messagesStored && !failing && !gone;
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
            takeInputs();
        } catch (StoreUnavailableException e) {
            returnInputs();
            pauseForStore(e);
            return;
        } catch (RuntimeException | Error e) {
            codeFailed(e);
        }
        commitTurn();
    }

    private void takeInputs() {
        if (ownershipInDoubt) {
            checkOwnership();
        }
        boolean goOn = true;
        while (goOn && turn.steps() < (cautious ? 1 : MAX_STEPS_IN_A_TURN) && !turn.closesRun()) {
            if (hasMessagesToTake()) {
                takeMessages();
                continue;
            }
            current = mailbox.poll();
            goOn = current != null && (gone ? reject(current) : handle(current));
            current = null;
        }
    }

    /** Handles an input; false if it had to be put back until the turn is committed. */
    private boolean handle(RunInput input) {
        if (input instanceof RunInput.Deliver deliver) {
            deliver(deliver);
        } else if (input instanceof RunInput.Begin begin) {
            begin(begin);
        } else if (input instanceof RunInput.ActivityRetry retry) {
            retryActivity(retry);
        } else if (input instanceof RunInput.ActivityRelease release) {
            releaseUnbegun(release.unbegun());
        } else if (input instanceof RunInput.MessagesStored) {
            messagesStored = true;
        } else if (input instanceof RunInput.Adopt) {
            started = true;
            loadedCode();
        } else if (input instanceof RunInput.TryAgain) {
            failing = false;
            loadedCode();
        } else if (!turn.isEmpty()) {
            mailbox.giveBack(List.of(input));
            return false;
        } else if (input instanceof RunInput.Query query) {
            return answer(query);
        } else if (input instanceof RunInput.Evict) {
            evictIfIdle();
        } else if (input instanceof RunInput.Freeze freeze) {
            freeze(freeze);
        }
        return true;
    }

    private void begin(RunInput.Begin begin) {
        adopted = true;
        use(begin);
        turn.start(begin.row());
        code = RunCode.begin(run.runId(), begin.started(), environment.replay(), turn);
        cache.used(this);
    }

    private void deliver(RunInput.Deliver deliver) {
        if (failing) {
            park(deliver);
            return;
        }
        RunCode live = loadedCode();
        if (deliver.accepted() != null && deliver.event() instanceof WorkflowExecutionSignaled signal) {
            DurableException reason = live.whyUndeliverable(signal);
            if (reason != null) {
                deliver.accepted().completeExceptionally(reason);
                return;
            }
        }
        use(deliver);
        apply(live, deliver.event());
    }

    private void takeMessages() {
        RunCode live = loadedCode();
        for (StoredMessage message : environment.store().messages(run.runId())) {
            if (turn.steps() >= (cautious ? 1 : MAX_STEPS_IN_A_TURN) || turn.closesRun()) {
                return;
            }
            turn.consume(message.messageId());
            apply(live, message.event());
        }
        messagesStored = false;
    }

    /** From now on the turn answers for the input. */
    private void use(RunInput input) {
        turn.uses(input);
        current = null;
    }

    private void apply(RunCode live, InboundEvent event) {
        int activity = RunEffects.activityOf(event);
        if (live.apply(event, environment.time().now(), turn) && retriedActivities.remove(activity)) {
            turn.endRetries(activity);
        }
        if (turn.closesRun()) {
            retriedActivities.forEach(turn::endRetries);
        }
    }

    private void park(RunInput.Deliver deliver) {
        turn.uses(deliver);
        turn.park(new StoredMessage(Uuids.version7(environment.time().now()), deliver.event()));
        messagesStored = true;
    }

    private void retryActivity(RunInput.ActivityRetry retry) {
        turn.uses(retry);
        turn.retry(retry.next(), retry.failed());
        retriedActivities.add(retry.next().scheduled().eventId());
    }

    private void releaseUnbegun(ActivityTask unbegun) {
        ActivityTaskState state = unbegun.toState();
        turn.release(new ActivityTaskState(
                state.scheduledEventId(),
                state.attempt(),
                state.nextAttemptAt(),
                true,
                state.lastFailure(),
                state.heartbeat()));
    }

    /** The run's code, brought back by replay if it is not in memory. */
    private RunCode loadedCode() {
        RunCode live = code;
        if (live == null) {
            List<HistoryEvent> history = environment.store().history(run.runId(), 0);
            ReplayedRun replayed = RunCode.replay(run.runId(), history, environment.replay());
            live = RunCode.resume(replayed, turn);
            code = live;
            if (!adopted) {
                adopt(replayed);
            }
        }
        cache.used(this);
        return live;
    }

    private void adopt(ReplayedRun replayed) {
        List<StoredMessage> messages = environment.store().messages(run.runId());
        List<ActivityTaskState> states = environment.store().activityTasks(run.runId());
        states.forEach(state -> retriedActivities.add(state.scheduledEventId()));
        messagesStored = !messages.isEmpty();
        adopted = true;
        effects.adopt(replayed, states, messages);
    }

    private boolean answer(RunInput.Query query) {
        if (failing) {
            query.answer().completeExceptionally(new RunGoneException(run.workflowId()));
            return true;
        }
        RunCode live = loadedCode();
        if (!turn.isEmpty()) {
            mailbox.giveBack(List.of(query));
            return false;
        }
        try {
            query.answer().complete(live.query(query.name(), query.arguments()));
        } catch (RuntimeException e) {
            query.answer().completeExceptionally(e);
        }
        return true;
    }

    private void commitTurn() {
        if (turn.isEmpty()) {
            turn.acknowledge();
            turn = new Turn();
            return;
        }
        committing = true;
        environment.pipeline().submit(turn.toWrite(run.runId(), environment.nodeId()), new CommitListener() {
            @Override
            public void committed() {
                interrupt(RunActor.this::turnCommitted);
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

    private void turnCommitted() {
        committing = false;
        Turn done = turn;
        turn = new Turn();
        if (done.startsRun()) {
            started = true;
        }
        if (!done.events().isEmpty() && !failing) {
            codeBackoff.reset();
            failedTries = 0;
            cautious &= messagesStored;
        }
        if (done.closesRun()) {
            leave(Optional.of(done.events().get(done.events().size() - 1)));
        } else {
            effects.perform(done);
        }
        done.acknowledge();
    }

    private void turnFailed(RuntimeException failure) {
        committing = false;
        if (turn.startsRun()) {
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
            turn.refuse(failure);
            returnInputs();
            pause(codeBackoff.next());
        }
    }

    private void refuseStart(RuntimeException failure) {
        boolean taken = failure instanceof StoreConflictException conflict
                && conflict.kind() == StoreConflictException.Kind.WORKFLOW_ID_TAKEN;
        turn.refuse(taken ? new WorkflowAlreadyStartedException(run.workflowId()) : failure);
        turn = new Turn();
        leave(Optional.empty());
    }

    /** Forgets the turn and the code that made it; its inputs will be taken again. */
    private void returnInputs() {
        dropCode();
        RunInput unhandled = current;
        if (unhandled != null) {
            mailbox.giveBack(List.of(unhandled));
            current = null;
        }
        mailbox.giveBack(turn.pendingInputs());
        turn = new Turn();
    }

    private void checkOwnership() {
        StoredRun stored = environment.store().findRun(run.runId()).orElse(null);
        ownershipInDoubt = false;
        if (stored == null
                || stored.status().isClosed()
                || !environment.nodeId().equals(stored.owner())) {
            logger.info("Workflow '{}' (run {}) is executed elsewhere now", run.workflowId(), run.runId());
            leave(Optional.empty());
        } else {
            messagesStored = stored.pendingMessages() > 0;
        }
    }

    private void codeFailed(Throwable failure) {
        dropCode();
        Turn failedTurn = turn;
        turn = new Turn();
        Instant now = environment.time().now();
        Instant next = now.plus(codeBackoff.next());
        failing = true;
        cautious = true;
        failedTries = failedTries == 0 ? lastFailedTry() + 1 : failedTries + 1;
        logger.warn(
                "Workflow '{}' (run {}, {}) cannot go on and is tried again at {}: {}",
                run.workflowId(),
                run.runId(),
                run.workflowType(),
                next,
                failure.getMessage(),
                failure);
        turn.codeFailed(new FailedAttempt(
                0, failedTries, now, next, environment.replay().failures().toInfo(failure)));
        for (RunInput input : failedTurn.inputs()) {
            keep(input);
        }
        RunInput unhandled = current;
        if (unhandled != null) {
            keep(unhandled);
            current = null;
        }
        environment.time().schedule(next, () -> post(new RunInput.TryAgain()));
    }

    /** Makes an input of a failed turn durable without its step. */
    private void keep(RunInput input) {
        if (input instanceof RunInput.Deliver deliver) {
            park(deliver);
        } else if (input instanceof RunInput.ActivityRetry retry) {
            retryActivity(retry);
        } else if (input instanceof RunInput.Begin begin) {
            turn.uses(begin);
            turn.start(begin.row());
            turn.append(begin.started(), List.of());
        } else if (input instanceof RunInput.Query) {
            reject(input);
        }
    }

    private int lastFailedTry() {
        return environment.store().failedAttempts(run.runId(), 100).stream()
                .filter(attempt -> attempt.scheduledEventId() == 0)
                .mapToInt(FailedAttempt::attempt)
                .max()
                .orElse(0);
    }

    private void pauseForStore(StoreUnavailableException e) {
        logger.debug("Workflow '{}' waits for the database", run.workflowId(), e);
        pause(STORE_PAUSE);
    }

    private void pause(Duration pause) {
        paused = true;
        environment.time().schedule(environment.time().now().plus(pause), () -> interrupt(() -> paused = false));
    }

    private void evictIfIdle() {
        if (mailbox.isEmpty()) {
            dropCode();
        }
    }

    private void freeze(RunInput.Freeze freeze) {
        boolean releasable = adopted && !failing && !messagesStored;
        Instant wakeAt = effects.hasOpenActivities() ? environment.time().now() : timers.nextDue();
        leave(Optional.empty());
        freeze.frozen().complete(releasable ? Optional.of(new RunRelease(run.runId(), wakeAt, 0)) : Optional.empty());
    }

    private void dropCode() {
        RunCode live = code;
        code = null;
        if (live != null) {
            cache.unloaded(this);
            live.destroy();
        }
    }

    private void leave(Optional<HistoryEvent> closingEvent) {
        gone = true;
        dropCode();
        effects.dropAll();
        directory.remove(this);
        closing.complete(closingEvent);
    }

    private boolean reject(RunInput input) {
        RunGoneException reason = new RunGoneException(run.workflowId());
        if (input instanceof RunInput.Deliver deliver && deliver.accepted() != null) {
            deliver.accepted().completeExceptionally(reason);
        } else if (input instanceof RunInput.Query query) {
            query.answer().completeExceptionally(reason);
        } else if (input instanceof RunInput.Freeze freeze) {
            freeze.frozen().complete(Optional.empty());
        }
        return true;
    }
}
