package dev.durable.engine.activity;

import dev.durable.store.ActivityTaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

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

    private final ActivityReporter reporter;
    private final AttemptJudge judge;
    private final AttemptRunner runner;
    private final ActivitySlots slots;

    private final ReentrantLock lock = new ReentrantLock();
    private final PendingAttempts pending;
    private final ExecutorPhase phase;
    private final AttemptRecovery recovery;
    private final UnwantedAttempts unwanted;
    private final OutsideReports outsideReports;
    private final OverdueAttempts overdue;
    private final AtomicInteger localExecutions = new AtomicInteger();

    /**
     * Creates the executor; it is to be {@linkplain #start() started}.
     *
     * @param context told which attempt runs on which thread
     */
    public ActivityExecutor(ActivityEnvironment environment, ThreadBoundActivityContext context) {
        reporter = new ActivityReporter(environment.outcomes());
        judge = new AttemptJudge(environment.failures(), environment.time());
        AttemptProgress progress = new AttemptProgress(lock, environment.time(), environment.outcomes());
        slots = environment.slots();
        pending = new PendingAttempts(slots);
        phase = new ExecutorPhase(lock, pending, environment.time());
        TransactionalAttempts transactional = new TransactionalAttempts(environment, phase::isStopping);
        runner = new AttemptRunner(
                environment,
                judge,
                new AttemptCode(environment, progress, context),
                reporter,
                lock,
                pending,
                transactional,
                this::slotFreed);
        slots.onFreed(runner::dispatch);
        recovery = new AttemptRecovery(environment.time(), judge, reporter, this::submit, this::goOnOutside);
        unwanted = new UnwantedAttempts(lock, pending, runner, this::slotFreed);
        outsideReports = new OutsideReports(lock, pending, judge, progress, transactional, unwanted);
        overdue = new OverdueAttempts(lock, pending);
    }

    /**
     * Begins to accept attempts.
     *
     * @throws IllegalStateException if a stop is under way
     */
    public void start() {
        phase.start();
    }

    /**
     * Accepts an attempt: it begins when it is due and a slot is free; that of an activity which is to stop does not, and is reported as
     * canceled. While a stop is under way it is held, to be handed back with the others that did not begin. The same attempt that
     * is pending already is left as it is, unless it waits for a later time; an earlier one, which has failed by a report from outside, is
     * given up.
     *
     * @return false if the executor is stopped: the attempt will certainly not begin here
     */
    public boolean submit(ActivityTask task) {
        return submit(task, false);
    }

    /**
     * Has an attempt begin at once that waits here for a later time. One that has begun meanwhile, is over, or was handed back by a stop is left
     * as it is.
     */
    public void hasten(ActivityTask task) {
        submit(task, true);
    }

    private boolean submit(ActivityTask task, boolean onlyIfItWaits) {
        @Nullable Attempt earlier = null;
        lock.lock();
        try {
            if (phase.isStopped()) {
                return false;
            }
            @Nullable Attempt present = pending.find(task.runId(), task.scheduledEventId());
            if (onlyIfItWaits && (present == null || !present.isHurriedBy(task))) {
                return true;
            }
            if (present != null && present.state().isOpen()) {
                if (present.task().attempt() >= task.attempt() && !present.isHurriedBy(task)) {
                    return true;
                }
                pending.giveUp(present);
                earlier = present;
            }
            if (!task.cancelRequested()) {
                runner.admit(new Attempt(task));
            }
        } finally {
            lock.unlock();
        }
        if (earlier != null) {
            unwanted.dismiss(earlier);
        }
        if (task.cancelRequested()) {
            reporter.report(task, judge.canceledBeforeBegin(task));
        }
        runner.dispatch();
        return true;
    }

    /**
     * Asks an activity to stop, because its workflow does not want it any more. What waits is canceled at once; code that runs is
     * interrupted and reports how it ends; code outside is told by its next heartbeat. Nothing happens if the activity is not pending
     * here.
     */
    public void requestCancel(UUID runId, int scheduledEventId, String reason) {
        unwanted.requestCancel(runId, scheduledEventId, reason);
    }

    /**
     * Gives up an activity that has ended by a report from outside, or a local one that is not wanted any more: nothing is reported (but
     * for a report that another thread is making at this moment).
     */
    public void forget(UUID runId, int scheduledEventId) {
        unwanted.giveUp(
                runId,
                scheduledEventId,
                attempt -> attempt.state().isOpen() || attempt.task().isLocal());
    }

    /** What is told about attempts from outside. */
    public OutsideReports outsideReports() {
        return outsideReports;
    }

    /** The attempts that wait here too long. */
    public OverdueAttempts overdue() {
        return overdue;
    }

    /** A number for an execution of a local activity, which no other one has here: a late word of an earlier one must not be taken for its. */
    public int nextLocalExecution() {
        return localExecutions.incrementAndGet();
    }

    /** The attempt of an activity that is pending here, with the progress it has told; null if there is none. */
    public @Nullable ActivityTask find(UUID runId, int scheduledEventId) {
        lock.lock();
        try {
            @Nullable Attempt found = pending.find(runId, scheduledEventId);
            return found == null ? null : found.currentTask();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The activities of a run that wait here for the end of a pause after a failure, local ones left out, each to be made now. Local ones are
     * made now.
     *
     * @param scheduledEventId the only activity that is meant; 0 for all
     */
    public List<ActivityTask> hurry(UUID runId, int scheduledEventId, Instant now) {
        List<ActivityTask> waiting;
        lock.lock();
        try {
            waiting = pending.hurried(runId, now);
        } finally {
            lock.unlock();
        }
        waiting = waiting.stream()
                .filter(task -> scheduledEventId == 0 || task.scheduledEventId() == scheduledEventId)
                .toList();
        waiting.stream().filter(ActivityTask::isLocal).forEach(this::hasten);
        return waiting.stream().filter(task -> !task.isLocal()).toList();
    }

    /** How the activities of a run stand that are pending here, local ones left out. */
    public List<ActivityTaskState> states(UUID runId) {
        lock.lock();
        try {
            return pending.ofRun(runId).stream()
                    .filter(attempt ->
                            attempt.state().isOpen() && !attempt.task().isLocal())
                    .map(Attempt::currentState)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Decides about an activity that was scheduled and has not ended according to a history that was loaded after a crash or
     * a hand-over. Unless it is pending here, its attempt may have begun elsewhere: then it counts as lost, and the retry
     * policy says how it goes on. An attempt that has certainly not begun is made, and one whose result comes from outside goes on. Of an
     * activity that is to stop no attempt is made.
     *
     * @param fromHistory the activity with its first attempt
     * @param stored where it stood between two attempts, or null if its first attempt was on its way
     */
    public void recover(ActivityTask fromHistory, @Nullable ActivityTaskState stored) {
        if (!isPending(fromHistory.runId(), fromHistory.scheduledEventId())) {
            recovery.recover(fromHistory, stored);
        } else if (fromHistory.cancelRequested()) {
            requestCancel(fromHistory.runId(), fromHistory.scheduledEventId(), "its workflow has asked it to stop");
        }
    }

    private void goOnOutside(ActivityTask task, Instant startedAt) {
        lock.lock();
        try {
            if (!phase.isStopped()) {
                runner.admitGoneOn(new Attempt(task), startedAt);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives up everything of a run that has closed or belongs to another node now: nothing begins any more, what runs is
     * interrupted, and nothing is reported (but for a report that another thread is making at this moment).
     */
    public void cancelAll(UUID runId) {
        unwanted.giveUpAll(runId);
    }

    /** Attempts have let go of their slots, perhaps. */
    private void slotFreed() {
        slots.freed();
        phase.completeStop();
    }

    /**
     * Whether the activity waits or runs here, or is being reported. Ends when its outcome or next attempt was handed to
     * {@link ActivityOutcomes}, which answers for it from then on.
     */
    public boolean isPending(UUID runId, int scheduledEventId) {
        return find(runId, scheduledEventId) != null;
    }

    /**
     * Stops: nothing begins any more, and what runs may go on for the grace period and report its outcome as usual. After
     * that it is interrupted, and nothing is reported any more. May be started again once the stop is complete. Stopping again
     * meanwhile joins the stop that is under way; without grace it cuts that one short.
     *
     * @return completes, on any thread, with the attempts that have certainly not begun; the caller stores them as released
     */
    public CompletableFuture<List<ActivityTask>> stop(Duration grace) {
        return phase.stop(grace, runner::giveUp);
    }

    /** Attempts that hold a slot. */
    public int running() {
        return count(pending::occupiedSlots);
    }

    /** Attempts that are due and wait for a slot. */
    public int waiting() {
        return count(pending::queued);
    }

    private int count(IntSupplier counting) {
        lock.lock();
        try {
            return counting.getAsInt();
        } finally {
            lock.unlock();
        }
    }
}
