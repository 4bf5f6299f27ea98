package dev.durable.engine.activity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How many attempts may run on this node at the same time: of all task queues together, and of those that have a limit of their own. The
 * executors of the node share one. Thread-safe; the lock guards the counts and is held for nothing else.
 */
public final class ActivitySlots {

    private final int total;
    private final Map<String, Integer> limits;
    private final @Nullable QueueRates rates;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> takenByQueue = new HashMap<>();
    private final List<Runnable> waiters = new CopyOnWriteArrayList<>();
    private int taken;

    /**
     * @param total slots of the node
     * @param limits slots of single task queues, as far as they have such a limit
     * @param rates how fast attempts may follow each other, or null if that is not limited
     */
    public ActivitySlots(int total, Map<String, Integer> limits, @Nullable QueueRates rates) {
        if (total < 1) {
            throw new IllegalArgumentException("There must be at least 1 slot but there are " + total);
        }
        this.total = total;
        this.limits = Map.copyOf(limits);
        this.rates = rates;
    }

    /** Slots without a limit for single task queues. */
    static ActivitySlots of(int total) {
        return new ActivitySlots(total, Map.of(), null);
    }

    /** Takes a slot for an attempt of the queue; false if there is none. */
    boolean take(String taskQueue) {
        lock.lock();
        try {
            if (room(taskQueue) < 1 || rates != null && !rates.take(taskQueue, this::freed)) {
                return false;
            }
            taken++;
            takenByQueue.merge(taskQueue, 1, Integer::sum);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a slot back; whoever does tells the others with {@link #freed()}, without holding a lock. */
    void giveBack(String taskQueue) {
        lock.lock();
        try {
            taken--;
            takenByQueue.computeIfPresent(taskQueue, (queue, count) -> count == 1 ? null : count - 1);
        } finally {
            lock.unlock();
        }
    }

    /** How many attempts of the queue could begin now or soon. */
    int available(String taskQueue) {
        lock.lock();
        try {
            return rates == null ? room(taskQueue) : Math.min(room(taskQueue), rates.worthHaving(taskQueue));
        } finally {
            lock.unlock();
        }
    }

    /** Attempts that may run at the same time. */
    int total() {
        return total;
    }

    /** Whether no attempt at all could begin now, whatever its queue. */
    boolean areAllTaken() {
        lock.lock();
        try {
            return taken >= total;
        } finally {
            lock.unlock();
        }
    }

    /** Says who waits for slots; told whenever some may be free. */
    void onFreed(Runnable waiter) {
        waiters.add(waiter);
    }

    /** Slots may be free again. */
    void freed() {
        waiters.forEach(Runnable::run);
    }

    private int room(String taskQueue) {
        int limit = limits.getOrDefault(taskQueue, total);
        return Math.min(total - taken, limit - takenByQueue.getOrDefault(taskQueue, 0));
    }
}
