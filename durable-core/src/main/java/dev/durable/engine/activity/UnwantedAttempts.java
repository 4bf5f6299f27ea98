package dev.durable.engine.activity;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Ends attempts that are not wanted any more: their workflow asks them to stop, they have ended otherwise, or their run is gone.
 * Thread-safe; the lock is that of the executor.
 */
final class UnwantedAttempts {

    private final ReentrantLock lock;
    private final PendingAttempts pending;
    private final AttemptRunner runner;
    private final Runnable slotFreed;

    /** {@code slotFreed} is called, without the lock, whenever attempts may have let go of their slots. */
    UnwantedAttempts(ReentrantLock lock, PendingAttempts pending, AttemptRunner runner, Runnable slotFreed) {
        this.lock = lock;
        this.pending = pending;
        this.runner = runner;
        this.slotFreed = slotFreed;
    }

    /** Cancels what waits, and interrupts code that runs; nothing happens if the activity is not pending here. */
    void requestCancel(UUID runId, int scheduledEventId, String reason) {
        Attempt attempt;
        boolean begun;
        lock.lock();
        try {
            @Nullable Attempt found = pending.find(runId, scheduledEventId);
            if (found == null || !found.state().isOpen() || !found.requestCancel()) {
                return;
            }
            attempt = found;
            begun = attempt.state().isUnderWay();
            if (!begun) {
                pending.settle(attempt);
            }
        } finally {
            lock.unlock();
        }
        if (begun) {
            attempt.thread().requestCancel(reason);
        } else {
            runner.cancelBeforeBegin(attempt);
        }
    }

    /**
     * Gives up an attempt: it is not reported.
     *
     * @param which only such an attempt
     * @return false if there is an attempt of the activity that is not such a one
     */
    boolean giveUp(UUID runId, int scheduledEventId, Predicate<Attempt> which) {
        @Nullable Attempt attempt;
        lock.lock();
        try {
            attempt = pending.find(runId, scheduledEventId);
            if (attempt == null || !which.test(attempt)) {
                return attempt == null;
            }
            pending.giveUp(attempt);
        } finally {
            lock.unlock();
        }
        dismiss(attempt);
        slotFreed.run();
        return true;
    }

    /** Gives up all attempts of a run. */
    void giveUpAll(UUID runId) {
        List<Attempt> attempts;
        lock.lock();
        try {
            attempts = pending.ofRun(runId);
            attempts.forEach(pending::giveUp);
        } finally {
            lock.unlock();
        }
        attempts.forEach(attempt -> runner.giveUp(attempt, "the run has closed or is executed elsewhere"));
        slotFreed.run();
    }

    /**
     * Ends the code of an attempt that was removed from the pending ones: code whose result is to come from outside may end in its own time, other
     * code is interrupted.
     */
    void dismiss(Attempt attempt) {
        if (attempt.endsOutside()) {
            attempt.thread().dismiss("its result came from outside");
        } else {
            runner.giveUp(attempt, "it has ended otherwise");
        }
    }
}
