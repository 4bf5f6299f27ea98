package dev.durable.engine.activity;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The attempts that wait too long for a slot of this node. Thread-safe; the lock is that of the executor. */
public final class OverdueAttempts {

    private final ReentrantLock lock;
    private final PendingAttempts pending;

    OverdueAttempts(ReentrantLock lock, PendingAttempts pending) {
        this.lock = lock;
        this.pending = pending;
    }

    /** Whether attempts have waited since then that others could make. */
    public boolean areAnySince(Instant moment) {
        lock.lock();
        try {
            return !pending.overdue(moment, 1).isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives up attempts that have waited since then, for others to make them. They have certainly not begun.
     *
     * @param limit how many at the most
     */
    public List<ActivityTask> withdraw(Instant waitingSince, int limit) {
        lock.lock();
        try {
            List<Attempt> overdue = pending.overdue(waitingSince, limit);
            overdue.forEach(pending::giveUp);
            return overdue.stream().map(Attempt::currentTask).toList();
        } finally {
            lock.unlock();
        }
    }
}
