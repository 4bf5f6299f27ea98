package dev.durable.engine.cluster;

import dev.durable.engine.run.Claims;
import dev.durable.engine.run.Runs;
import dev.durable.engine.time.TimeSource;
import dev.durable.engine.time.TimeSource.TimerHandle;
import dev.durable.store.OwnershipStore;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for work in the store: frees runs of dead nodes, claims free runs that are due, and notices messages for runs that are here,
 * regularly; when asked to hurry it only claims. A node's own steps never wait for it.
 *
 * <p>Thread-safe; rounds run on the executor. The lock lets them ask the store one at a time.
 */
public final class RunClaims {

    private static final Logger logger = LoggerFactory.getLogger(RunClaims.class);
    private static final int BATCH = 200;
    private static final int SWEEP_EVERY = 60;
    private static final Duration HURRIES_APART = Duration.ofMillis(50);

    private final OwnershipStore store;
    private final Runs runs;
    private final TimeSource time;
    private final Executor executor;
    private final UUID nodeId;
    private final Set<String> taskQueues;
    private final Set<String> workflowTypes;
    private final Claims requests;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicBoolean hurrying = new AtomicBoolean();
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();
    private volatile Instant hurriedAt = Instant.MIN;
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
            Claims requests) {
        this.store = store;
        this.runs = runs;
        this.time = time;
        this.executor = executor;
        this.nodeId = nodeId;
        this.taskQueues = taskQueues;
        this.workflowTypes = workflowTypes;
        this.requests = requests;
    }

    /** Begins with a round now. */
    public void start() {
        active = true;
        requests.onHurry(this::hurry);
        roundNow();
    }

    /** No more rounds. Completes when those that are under way have ended. */
    public CompletableFuture<Void> stop() {
        active = false;
        TimerHandle timer = nextRound;
        if (timer != null) {
            timer.cancel();
        }
        return CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new));
    }

    private void hurry() {
        if (active && hurrying.compareAndSet(false, true)) {
            Instant now = time.now();
            Instant next = hurriedAt.plus(HURRIES_APART);
            if (next.isAfter(now)) {
                time.schedule(next, this::hurryNow);
            } else {
                hurryNow();
            }
        }
    }

    private void hurryNow() {
        hurriedAt = time.now();
        underWay(() -> {
            hurrying.set(false);
            if (active && isMoreToHave(() -> claim().size() == BATCH)) {
                hurry();
            }
        });
    }

    private void roundNow() {
        if (scheduled.compareAndSet(false, true)) {
            underWay(this::round);
        }
    }

    private void underWay(Runnable round) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        underWay.add(ended);
        executor.execute(() -> {
            try {
                round.run();
            } finally {
                underWay.remove(ended);
                ended.complete(null);
            }
        });
    }

    private void round() {
        scheduled.set(false);
        if (!active) {
            return;
        }
        boolean more = isMoreToHave(this::takeWork);
        if (!active) {
            return;
        }
        if (more) {
            roundNow();
        } else {
            nextRound = time.schedule(time.now().plus(requests.interval()), this::roundNow);
        }
    }

    /** Does something with the store; whether there is probably more to be had at once. */
    private boolean isMoreToHave(BooleanSupplier round) {
        oneAtATime.lock();
        try {
            boolean more = round.getAsBoolean();
            storeAvailable = true;
            return more;
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
        } finally {
            oneAtATime.unlock();
        }
        return false;
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
        withMessages.forEach(runs::takeMessages);
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
