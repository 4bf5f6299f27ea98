package dev.durable.engine.cluster;

import dev.durable.engine.run.Runs;
import dev.durable.engine.time.TimeSource;
import dev.durable.engine.time.TimeSource.TimerHandle;
import dev.durable.store.OwnershipStore;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredRun;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for work in the store, regularly and when asked to: frees runs of dead nodes, claims free runs that are due, and notices
 * messages for runs that are here. A node's own steps never wait for it.
 *
 * <p>Thread-safe; rounds run one at a time on the executor.
 */
public final class RunClaims {

    private static final Logger logger = LoggerFactory.getLogger(RunClaims.class);
    private static final int BATCH = 200;
    private static final int SWEEP_EVERY = 60;

    private final OwnershipStore store;
    private final Runs runs;
    private final TimeSource time;
    private final Executor executor;
    private final UUID nodeId;
    private final Set<String> taskQueues;
    private final Set<String> workflowTypes;
    private final Duration pollInterval;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
    private volatile boolean active;
    private volatile @Nullable TimerHandle nextRound;
    private boolean storeAvailable = true;
    private boolean claimUnanswered;
    private int rounds;

    /**
     * @param executor runs the rounds; its tasks block on the store
     * @param workflowTypes types that this node has code for
     */
    public RunClaims(
            OwnershipStore store,
            Runs runs,
            TimeSource time,
            Executor executor,
            UUID nodeId,
            Set<String> taskQueues,
            Set<String> workflowTypes,
            Duration pollInterval) {
        this.store = store;
        this.runs = runs;
        this.time = time;
        this.executor = executor;
        this.nodeId = nodeId;
        this.taskQueues = taskQueues;
        this.workflowTypes = workflowTypes;
        this.pollInterval = pollInterval;
    }

    /** Begins with a round now. */
    public void start() {
        active = true;
        roundNow();
    }

    /** No more rounds. Completes when the one that is under way has ended. */
    public CompletableFuture<Void> stop() {
        active = false;
        TimerHandle timer = nextRound;
        if (timer != null) {
            timer.cancel();
        }
        return underWay;
    }

    private void roundNow() {
        if (scheduled.compareAndSet(false, true)) {
            CompletableFuture<Void> ended = new CompletableFuture<>();
            underWay = ended;
            executor.execute(() -> {
                try {
                    round();
                } finally {
                    ended.complete(null);
                }
            });
        }
    }

    private void round() {
        scheduled.set(false);
        if (!active) {
            return;
        }
        boolean more = false;
        try {
            more = takeWork();
            storeAvailable = true;
        } catch (StoreUnavailableException e) {
            if (storeAvailable) {
                logger.warn("Looking for work failed and goes on: {}", e.getMessage());
            }
            storeAvailable = false;
        } catch (RuntimeException | Error e) {
            // whatever it is, nobody else would begin to look again
            if (storeAvailable) {
                logger.error("Looking for work failed and goes on", e);
            }
            storeAvailable = false;
        }
        if (!active) {
            return;
        }
        if (more) {
            roundNow();
        } else {
            nextRound = time.schedule(time.now().plus(pollInterval), this::roundNow);
        }
    }

    /** One round; whether there is probably more to be had at once. */
    private boolean takeWork() {
        int freed = store.freeRunsOfDeadNodes(BATCH);
        if (freed > 0) {
            logger.info("Freed {} runs of nodes that are gone", freed);
        }
        if (claimUnanswered || ++rounds % SWEEP_EVERY == 0) {
            // runs that are owned and not here, as after a claim whose answer was lost, would wait for ever
            store.ownedRuns(nodeId).forEach(runs::adoptIfOwned);
        }
        List<StoredRun> claimed = claim();
        List<UUID> withMessages = store.ownedRunsWithMessages(nodeId, BATCH);
        withMessages.forEach(runs::messagesStored);
        return claimed.size() == BATCH || freed == BATCH;
    }

    private List<StoredRun> claim() {
        claimUnanswered = true;
        List<StoredRun> claimed = store.claimRuns(nodeId, taskQueues, workflowTypes, BATCH);
        claimUnanswered = false;
        if (!claimed.isEmpty()) {
            logger.debug("Claimed {} runs", claimed.size());
        }
        claimed.forEach(runs::adopt);
        return claimed;
    }
}
