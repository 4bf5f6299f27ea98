package dev.durable.engine.cluster;

import dev.durable.engine.EngineSettings.RetentionSettings;
import dev.durable.engine.time.Rounds;
import dev.durable.engine.time.TimeSource;
import dev.durable.store.RetentionStore;
import dev.durable.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes closed runs that have become too old, if a node is told to. Every node does so: runs that another is deleting are left to it,
 * and what is deleted already is not found any more. Thread-safe.
 */
public final class RetentionSweep {

    private static final Logger logger = LoggerFactory.getLogger(RetentionSweep.class);

    private final RetentionStore store;
    private final TimeSource time;
    private final RetentionSettings settings;
    private final Rounds rounds;

    /**
     * @param executor runs the rounds; its tasks block on the store
     */
    public RetentionSweep(RetentionStore store, TimeSource time, Executor executor, RetentionSettings settings) {
        this.store = store;
        this.time = time;
        this.settings = settings;
        this.rounds = new Rounds(time, executor, Duration.ZERO, this::round);
    }

    /** Begins with a round now, unless all runs are to be kept. */
    public void start() {
        if (settings.closedAfter() != null) {
            rounds.start();
        }
    }

    /** No more rounds. Completes when the one that is under way has ended, which is after its batch. */
    public CompletableFuture<Void> stop() {
        return rounds.stop();
    }

    private Duration round() {
        Duration age = settings.closedAfter();
        if (age != null) {
            sweep(age);
        }
        return settings.interval();
    }

    private void sweep(Duration age) {
        try {
            int total = 0;
            int deleted = settings.batchSize();
            while (rounds.isActive() && deleted == settings.batchSize()) {
                deleted = store.deleteClosedRuns(time.now().minus(age), settings.batchSize());
                total += deleted;
            }
            if (total > 0) {
                logger.info("Deleted {} runs that had closed more than {} ago", total, age);
            }
        } catch (StoreUnavailableException e) {
            logger.debug("Deleting old runs failed and is tried again in {}", settings.interval(), e);
        } catch (RuntimeException | Error e) {
            // whatever it is, it need not be tried sooner
            logger.warn("Deleting old runs failed and is tried again in {}", settings.interval(), e);
        }
    }
}
