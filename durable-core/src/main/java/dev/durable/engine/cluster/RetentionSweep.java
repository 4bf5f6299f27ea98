package dev.durable.engine.cluster;

import dev.durable.engine.EngineSettings.RetentionSettings;
import dev.durable.engine.time.TimeSource;
import dev.durable.engine.time.TimeSource.TimerHandle;
import dev.durable.store.RetentionStore;
import dev.durable.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes closed runs that have become too old, if a node is told to. Every node does so: runs that another is deleting are left to it,
 * and what is deleted already is not found any more.
 *
 * <p>Thread-safe; rounds run one at a time on the executor. The lock guards which round is under way and which comes next.
 */
public final class RetentionSweep {

    private static final Logger logger = LoggerFactory.getLogger(RetentionSweep.class);

    private final RetentionStore store;
    private final TimeSource time;
    private final Executor executor;
    private final RetentionSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean active;
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
    private @Nullable TimerHandle nextRound;

    /**
     * @param executor runs the rounds; its tasks block on the store
     */
    public RetentionSweep(RetentionStore store, TimeSource time, Executor executor, RetentionSettings settings) {
        this.store = store;
        this.time = time;
        this.executor = executor;
        this.settings = settings;
    }

    /** Begins with a round now, unless all runs are to be kept. */
    public void start() {
        Duration age = settings.closedAfter();
        if (age != null) {
            active = true;
            sweepNow(age);
        }
    }

    /** No more rounds. Completes when the one that is under way has ended, which is after its batch. */
    public CompletableFuture<Void> stop() {
        lock.lock();
        try {
            active = false;
            if (nextRound != null) {
                nextRound.cancel();
            }
            return underWay;
        } finally {
            lock.unlock();
        }
    }

    private void sweepNow(Duration age) {
        lock.lock();
        try {
            if (active) {
                underWay = CompletableFuture.runAsync(() -> round(age), executor);
            }
        } finally {
            lock.unlock();
        }
    }

    private void round(Duration age) {
        try {
            int total = 0;
            int deleted = settings.batchSize();
            while (active && deleted == settings.batchSize()) {
                deleted = store.deleteClosedRuns(time.now().minus(age), settings.batchSize());
                total += deleted;
            }
            if (total > 0) {
                logger.info("Deleted {} runs that had closed more than {} ago", total, age);
            }
        } catch (StoreUnavailableException e) {
            logger.debug("Deleting old runs failed and is tried again in {}", settings.interval(), e);
        } catch (RuntimeException | Error e) {
            // whatever it is, nobody else would try again
            logger.warn("Deleting old runs failed and is tried again in {}", settings.interval(), e);
        }
        lock.lock();
        try {
            if (active) {
                nextRound = time.schedule(time.now().plus(settings.interval()), () -> sweepNow(age));
            }
        } finally {
            lock.unlock();
        }
    }
}
