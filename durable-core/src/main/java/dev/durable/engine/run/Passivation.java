package dev.durable.engine.run;

import dev.durable.store.RunRelease;
import dev.durable.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives up runs that have left memory because they have nothing to do: each is free then, and due when its next timer is. Several share
 * a statement. One that gets a message meanwhile is kept, and comes back at once. Thread-safe.
 */
final class Passivation {

    private static final Logger logger = LoggerFactory.getLogger(Passivation.class);
    private static final int BATCH = 500;

    private final RunEnvironment environment;
    private final Consumer<UUID> onKept;
    private final Queue<RunRelease> left = new ConcurrentLinkedQueue<>();
    private final Map<UUID, Boolean> underWay = new ConcurrentHashMap<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /**
     * @param onKept told of runs that this node may still own, after all
     */
    Passivation(RunEnvironment environment, Consumer<UUID> onKept) {
        this.environment = environment;
        this.onKept = onKept;
    }

    /** Releases a run that has left memory. */
    void release(RunRelease release) {
        underWay.put(release.runId(), false);
        left.add(release);
        schedule();
    }

    /** Whether the run is being released. If so, whoever asks is answered by the run's coming back, should this node still own it then. */
    boolean isUnderWay(UUID runId) {
        return underWay.computeIfPresent(runId, (id, asked) -> true) != null;
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            try {
                environment.executor().execute(this::releaseAll);
            } catch (RuntimeException | Error e) {
                // no thread could be had; the next run that leaves tries again
                scheduled.set(false);
                throw e;
            }
        }
    }

    private void releaseAll() {
        scheduled.set(false);
        List<RunRelease> batch = new ArrayList<>();
        for (RunRelease next = left.poll(); next != null; next = batch.size() < BATCH ? left.poll() : null) {
            batch.add(next);
        }
        Set<UUID> released = release(batch);
        for (RunRelease run : batch) {
            boolean asked = Boolean.TRUE.equals(underWay.remove(run.runId()));
            if (asked || !released.contains(run.runId())) {
                onKept.accept(run.runId());
            }
        }
        if (!left.isEmpty()) {
            schedule();
        }
    }

    private Set<UUID> release(List<RunRelease> batch) {
        try {
            return new HashSet<>(environment.store().releaseRuns(environment.nodeId(), batch));
        } catch (StoreUnavailableException e) {
            logger.debug("{} idle runs are not released, or perhaps they are", batch.size(), e);
        } catch (RuntimeException | Error e) {
            // whatever it is, the runs must not be lost
            logger.warn("{} idle runs could not be released", batch.size(), e);
        }
        return Set.of();
    }
}
