package dev.durable.engine.activity;

import dev.durable.engine.activity.Attempt.State;
import dev.durable.engine.time.TimeSource;
import dev.durable.engine.time.TimeSource.TimerHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an executor is running, stopping or stopped, and how it gets from one to the other. Thread-safe; the lock is that of the
 * executor.
 */
final class ExecutorPhase {

    private static final Logger log = LoggerFactory.getLogger(ActivityExecutor.class);

    private enum Phase {
        STOPPED,
        RUNNING,
        STOPPING
    }

    private final ReentrantLock lock;
    private final PendingAttempts pending;
    private final TimeSource time;
    private Phase phase = Phase.STOPPED;
    private CompletableFuture<List<ActivityTask>> stopped = CompletableFuture.completedFuture(List.of());
    private @Nullable TimerHandle graceTimer;

    ExecutorPhase(ReentrantLock lock, PendingAttempts pending, TimeSource time) {
        this.lock = lock;
        this.pending = pending;
        this.time = time;
    }

    /** Whether attempts are refused. The caller holds the lock. */
    boolean isStopped() {
        return phase == Phase.STOPPED;
    }

    /** Whether a stop is under way or complete. */
    boolean isStopping() {
        lock.lock();
        try {
            return phase != Phase.RUNNING;
        } finally {
            lock.unlock();
        }
    }

    void start() {
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
     * Begins to stop, or joins a stop that is under way.
     *
     * @param cutOff interrupts an attempt that was removed from the pending ones, with the reason
     */
    CompletableFuture<List<ActivityTask>> stop(Duration grace, BiConsumer<Attempt, String> cutOff) {
        CompletableFuture<List<ActivityTask>> stop;
        lock.lock();
        try {
            if (phase == Phase.STOPPED) {
                return CompletableFuture.completedFuture(List.of());
            }
            if (phase == Phase.RUNNING) {
                beginStop(grace, cutOff);
            }
            stop = stopped;
        } finally {
            lock.unlock();
        }
        if (grace.isZero()) {
            endGrace(stop, cutOff);
        } else {
            completeStop();
        }
        return stop;
    }

    /** The caller holds the lock. */
    private void beginStop(Duration grace, BiConsumer<Attempt, String> cutOff) {
        CompletableFuture<List<ActivityTask>> stop = new CompletableFuture<>();
        phase = Phase.STOPPING;
        stopped = stop;
        pending.pause();
        if (!pending.isQuiet() && !grace.isZero()) {
            graceTimer = time.scheduleUpkeep(Deadline.plus(time.now(), grace), () -> endGrace(stop, cutOff));
        }
    }

    private void endGrace(CompletableFuture<List<ActivityTask>> stop, BiConsumer<Attempt, String> cutOff) {
        List<Attempt> overdue;
        lock.lock();
        try {
            if (stopped != stop || phase != Phase.STOPPING) {
                return;
            }
            overdue = pending.in(State.RUNNING);
            overdue.forEach(pending::giveUp);
        } finally {
            lock.unlock();
        }
        if (!overdue.isEmpty()) {
            log.warn(
                    "Stopping interrupts {} activities that did not end in time, first {}",
                    overdue.size(),
                    overdue.get(0));
        }
        overdue.forEach(attempt -> cutOff.accept(attempt, "the engine has stopped"));
        completeStop();
    }

    /** Ends a stop once nothing runs and nothing is being reported. */
    void completeStop() {
        CompletableFuture<List<ActivityTask>> stop;
        List<ActivityTask> unbegun;
        lock.lock();
        try {
            if (phase != Phase.STOPPING || !pending.isQuiet()) {
                return;
            }
            unbegun = dropAll();
            if (graceTimer != null) {
                graceTimer.cancel();
                graceTimer = null;
            }
            phase = Phase.STOPPED;
            stop = stopped;
        } finally {
            lock.unlock();
        }
        stop.complete(unbegun);
    }

    /**
     * What waits is handed back; local activities begin anew with their run, and what is completed from outside is noted in the store. The
     * caller holds the lock.
     */
    private List<ActivityTask> dropAll() {
        List<ActivityTask> unbegun = new ArrayList<>();
        for (State state : List.of(State.QUEUED, State.WAITING)) {
            for (Attempt attempt : pending.in(state)) {
                pending.giveUp(attempt);
                if (!attempt.task().isLocal()) {
                    unbegun.add(attempt.task());
                }
            }
        }
        pending.in(State.OUTSIDE).forEach(pending::giveUp);
        return List.copyOf(unbegun);
    }
}
