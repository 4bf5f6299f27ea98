package dev.durable.engine.cluster;

import dev.durable.engine.activity.ActivityOutcomes;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.engine.activity.OverdueAttempts;
import dev.durable.engine.time.Rounds;
import dev.durable.engine.time.TimeSource;
import dev.durable.store.OwnershipStore;
import dev.durable.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes attempts of activities on to other nodes that have waited too long for a slot of this one. They are stored as those of a queue that this
 * node does not host are, so any node may claim them, this one too once it has a slot. Nothing is stored, and the store is not asked, while
 * attempts do not have to wait. Thread-safe.
 */
public final class SpillOver {

    private static final Logger logger = LoggerFactory.getLogger(SpillOver.class);
    private static final int LARGEST_BATCH = 200;
    private static final int ROUNDS_PER_WHILE = 2;

    private final UUID nodeId;
    private final OwnershipStore store;
    private final OverdueAttempts overdue;
    private final ActivityOutcomes runs;
    private final TimeSource time;
    private final Duration after;
    private final Rounds rounds;

    /**
     * @param executor makes the rounds, which may ask the store
     * @param runs told what is withdrawn
     * @param after how long an attempt waits here; zero for as long as it takes
     */
    public SpillOver(
            UUID nodeId,
            OwnershipStore store,
            OverdueAttempts overdue,
            ActivityOutcomes runs,
            TimeSource time,
            Executor executor,
            Duration after) {
        this.nodeId = nodeId;
        this.store = store;
        this.overdue = overdue;
        this.runs = runs;
        this.time = time;
        this.after = after;
        this.rounds = new Rounds(time, executor, Duration.ZERO, this::round);
    }

    /** Begins to look, now and then. */
    public void start() {
        if (!after.isZero()) {
            rounds.start();
        }
    }

    /** Looks no more. */
    public void stop() {
        rounds.stop();
    }

    private Duration round() {
        Instant since = time.now().minus(after);
        try {
            if (overdue.areAnySince(since) && store.areOthersAlive(nodeId)) {
                withdraw(since);
            }
        } catch (StoreUnavailableException e) {
            logger.debug("Whether others could make attempts that wait here is not known", e);
        }
        return after.dividedBy(ROUNDS_PER_WHILE);
    }

    private void withdraw(Instant since) {
        List<ActivityTask> withdrawn = overdue.withdraw(since, LARGEST_BATCH);
        withdrawn.forEach(task -> runs.withdrawn(task.runId(), task));
        logger.debug(
                "{} attempts of activities have waited since {} and are left to any node", withdrawn.size(), since);
    }
}
