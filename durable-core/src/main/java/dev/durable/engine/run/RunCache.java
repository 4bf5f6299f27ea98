package dev.durable.engine.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which runs have their code in memory, the longest unused first. When there are too many, the first are asked to leave the node or,
 * if they cannot, to drop their code; they come back by replay. Thread-safe; the lock is held for map operations only.
 */
final class RunCache {

    private final int capacity;
    private final Duration margin;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UUID, RunActor> loaded = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param margin runs that have a timer due so soon only drop their code
     */
    RunCache(int capacity, Duration margin) {
        this.capacity = capacity;
        this.margin = margin;
    }

    /** The run's code was used. */
    void used(RunActor run) {
        List<RunActor> surplus = List.of();
        lock.lock();
        try {
            loaded.put(run.runId(), run);
            if (loaded.size() > capacity) {
                surplus = firsts(loaded.values(), loaded.size() - capacity);
            }
        } finally {
            lock.unlock();
        }
        surplus.forEach(surplusRun -> surplusRun.post(new RunInput.Passivate(margin, true)));
    }

    /** The run's code has left memory. */
    void unloaded(RunActor run) {
        lock.lock();
        try {
            loaded.remove(run.runId());
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return loaded.size();
        } finally {
            lock.unlock();
        }
    }

    private static List<RunActor> firsts(Collection<RunActor> runs, int count) {
        List<RunActor> firsts = new ArrayList<>(count);
        for (RunActor run : runs) {
            if (firsts.size() == count) {
                break;
            }
            firsts.add(run);
        }
        return firsts;
    }
}
