package dev.durable.engine.activity;

import dev.durable.engine.activity.Attempt.State;
import dev.durable.engine.time.TimeSource;
import dev.durable.engine.time.TimeSource.TimerHandle;
import dev.durable.store.ActivityTaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes activities on this node: makes their attempts one after the other, holds them to their time limits, and tells
 * {@link ActivityOutcomes} exactly once how each attempt ended. At most so many attempts as there are slots run at the same time; the
 * others wait in the order in which they became due.
 *
 * <p>An attempt that runs out of time is interrupted and given up: its slot is free at once, its result is not wanted any
 * more, and if its thread goes on regardless a warning is logged.
 *
 * <p>Thread-safe. One lock guards which attempts are pending and in which state; it is never held while the activity's code
 * runs or outcomes are reported. No method blocks.
 */
public final class ActivityExecutor {

    private static final Logger log = LoggerFactory.getLogger(ActivityExecutor.class);

    private enum Phase {
        STOPPED,
        RUNNING,
        STOPPING
    }

    private final TimeSource time;
    private final ActivityReporter reporter;
    private final ThreadBoundActivityContext context;
    private final AttemptRunner runner;

    private final ReentrantLock lock = new ReentrantLock();
    private final PendingAttempts pending;
    private Phase phase = Phase.STOPPED;
    private CompletableFuture<List<ActivityTask>> stopped = CompletableFuture.completedFuture(List.of());
    private @Nullable TimerHandle graceTimer;

    /**
     * Creates the executor; it is to be {@linkplain #start() started}.
     *
     * @param context told which attempt runs on which thread
     */
    public ActivityExecutor(ActivityEnvironment environment, ThreadBoundActivityContext context) {
        time = environment.time();
        reporter = new ActivityReporter(environment.outcomes(), environment.failures(), environment.time());
        this.context = context;
        pending = new PendingAttempts(environment.maxConcurrentAttempts());
        runner = new AttemptRunner(environment, reporter, context, lock, pending, this::completeStop);
    }

    /**
     * Begins to accept attempts.
     *
     * @throws IllegalStateException if a stop is under way
     */
    public void start() {
        lock.lock();
        try {
            if (phase == Phase.STOPPING) {
                throw new IllegalStateException("The activity executor is still stopping");
            }
            phase = Phase.RUNNING;
            pending.resume();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Accepts an attempt: it begins when it is due and a slot is free. While a stop is under way it is held, to be handed back
     * with the others that did not begin. An activity that is pending already is left as it is.
     *
     * @return false if the executor is stopped: the attempt will certainly not begin here
     */
    public boolean submit(ActivityTask task) {
        lock.lock();
        try {
            if (phase == Phase.STOPPED) {
                return false;
            }
            @Nullable
            Attempt present = pending.find(task.runId(), task.scheduled().eventId());
            if (present != null && present.state().isOpen()) {
                return true;
            }
            runner.admit(new Attempt(task));
        } finally {
            lock.unlock();
        }
        runner.dispatch();
        return true;
    }

    /**
     * Decides about an activity that was scheduled and has not ended according to a history that was loaded after a crash or
     * a hand-over. Unless it is pending here, its attempt may have begun elsewhere: then it counts as lost, and the retry
     * policy says how it goes on. An attempt that has certainly not begun is made.
     *
     * @param fromHistory the activity with its first attempt
     * @param stored where it stood between two attempts, or null if its first attempt was on its way
     */
    public void recover(ActivityTask fromHistory, @Nullable ActivityTaskState stored) {
        if (isPending(fromHistory.runId(), fromHistory.scheduled().eventId())) {
            return;
        }
        if (stored == null) {
            reporter.lost(fromHistory);
            return;
        }
        ActivityTask task = fromHistory.resumedFrom(stored);
        if (stored.released()) {
            reporter.unbegun(task);
        } else if (mayHaveBegun(task)) {
            reporter.lost(task);
        } else {
            submit(task);
        }
    }

    /**
     * Gives up everything of a run that has closed or belongs to another node now: nothing begins any more, what runs is
     * interrupted, and nothing is reported (but for a report that another thread is making at this moment).
     */
    public void cancelAll(UUID runId) {
        List<Attempt> attempts;
        lock.lock();
        try {
            attempts = pending.ofRun(runId);
            attempts.forEach(pending::giveUp);
        } finally {
            lock.unlock();
        }
        attempts.forEach(attempt -> runner.giveUp(attempt, "the run has closed or is executed elsewhere"));
        runner.dispatch();
        completeStop();
    }

    /**
     * Whether the activity waits or runs here, or is being reported. Ends when its outcome or next attempt was handed to
     * {@link ActivityOutcomes}, which answers for it from then on.
     */
    public boolean isPending(UUID runId, int scheduledEventId) {
        lock.lock();
        try {
            return pending.find(runId, scheduledEventId) != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stops: nothing begins any more, and what runs may go on for the grace period and report its outcome as usual. After
     * that it is interrupted, and nothing is reported any more. May be started again once the stop is complete. Stopping again
     * meanwhile joins the stop that is under way; without grace it cuts that one short.
     *
     * @return completes, on any thread, with the attempts that have certainly not begun; the caller stores them as released
     */
    public CompletableFuture<List<ActivityTask>> stop(Duration grace) {
        CompletableFuture<List<ActivityTask>> stop;
        lock.lock();
        try {
            if (phase == Phase.STOPPED) {
                return CompletableFuture.completedFuture(List.of());
            }
            if (phase == Phase.RUNNING) {
                beginStop(grace);
            }
            stop = stopped;
        } finally {
            lock.unlock();
        }
        if (grace.isZero()) {
            endGrace(stop);
        } else {
            completeStop();
        }
        return stop;
    }

    /** Attempts that hold a slot. */
    public int running() {
        lock.lock();
        try {
            return pending.occupiedSlots();
        } finally {
            lock.unlock();
        }
    }

    /** Attempts that are due and wait for a slot. */
    public int waiting() {
        lock.lock();
        try {
            return pending.queued();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether a stored attempt may have begun. A first attempt is stored just before it begins: its time does not tell,
     * since the clock of the node that stored it may differ.
     */
    private boolean mayHaveBegun(ActivityTask task) {
        return task.attempt() == 1 || !task.dueAt().isAfter(time.now());
    }

    /** The caller holds the lock. */
    private void beginStop(Duration grace) {
        CompletableFuture<List<ActivityTask>> stop = new CompletableFuture<>();
        phase = Phase.STOPPING;
        stopped = stop;
        pending.pause();
        if (!pending.isQuiet() && !grace.isZero()) {
            graceTimer = time.schedule(Deadline.plus(time.now(), grace), () -> endGrace(stop));
        }
    }

    private void endGrace(CompletableFuture<List<ActivityTask>> stop) {
        List<Attempt> cutOff;
        lock.lock();
        try {
            if (stopped != stop || phase != Phase.STOPPING) {
                return;
            }
            cutOff = pending.in(State.RUNNING);
            cutOff.forEach(pending::giveUp);
        } finally {
            lock.unlock();
        }
        if (!cutOff.isEmpty()) {
            log.warn(
                    "Stopping interrupts {} activities that did not end in time, first {}",
                    cutOff.size(),
                    cutOff.get(0));
        }
        cutOff.forEach(attempt -> runner.giveUp(attempt, "the engine has stopped"));
        completeStop();
    }

    /** Ends a stop once nothing runs and nothing is being reported. */
    private void completeStop() {
        CompletableFuture<List<ActivityTask>> stop;
        List<ActivityTask> unbegun = new ArrayList<>();
        lock.lock();
        try {
            if (phase != Phase.STOPPING || !pending.isQuiet()) {
                return;
            }
            for (State state : List.of(State.QUEUED, State.WAITING)) {
                for (Attempt attempt : pending.in(state)) {
                    pending.giveUp(attempt);
                    unbegun.add(attempt.task());
                }
            }
            if (graceTimer != null) {
                graceTimer.cancel();
                graceTimer = null;
            }
            phase = Phase.STOPPED;
            stop = stopped;
        } finally {
            lock.unlock();
        }
        stop.complete(List.copyOf(unbegun));
    }
}
