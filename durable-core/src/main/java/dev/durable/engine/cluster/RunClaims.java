package dev.durable.engine.cluster;

import dev.durable.engine.activity.ClaimedAttempts;
import dev.durable.engine.run.Claims;
import dev.durable.engine.run.Runs;
import dev.durable.engine.time.Rounds;
import dev.durable.engine.time.TimeSource;
import dev.durable.store.DurableStore;
import dev.durable.store.FreedRuns;
import dev.durable.store.HostedWork;
import dev.durable.store.OwnershipStore;
import dev.durable.store.PendingWork;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for work in the store: frees runs of dead nodes, claims free runs that are due, notices messages for runs that are here, and
 * tells when schedules are due. A look that finds nothing is one small query. Looks follow each other quickly while there is something to
 * do, and at the poll interval otherwise; a node's own steps never wait for them.
 *
 * <p>Thread-safe; rounds run one at a time on the executor.
 */
public final class RunClaims {

    private static final Logger logger = LoggerFactory.getLogger(RunClaims.class);

    /** What is asked for at once: little, so that nodes share what there is, and more and more while there is that much. */
    private static final int SMALLEST_BATCH = 200;

    private static final int LARGEST_BATCH = 3_200;

    /** In rounds: how often it is looked for runs that are owned and not here, and for runs and claims whose owners are not registered. */
    private static final int SWEEP_EVERY = 60;

    private static final int LOOK_FOR_ORPHANS_EVERY = 20;
    private static final int QUICK_ROUNDS = 3;
    private static final Duration HURRIES_APART = Duration.ofMillis(10);

    private final OwnershipStore store;
    private final ClaimedRuns claimedRuns;
    private final Runs runs;
    private final UUID nodeId;
    private final HostedWork hosted;
    private final ClaimedAttempts activities;
    private final Claims requests;
    private final Consumer<Instant> onSchedule;
    private final Rounds rounds;
    private boolean storeAvailable = true;
    private boolean claimUnanswered;
    private boolean orphansLeft = true;
    private boolean orphansBeyond;
    private int batch = SMALLEST_BATCH;
    private boolean claimsLeft;
    private int made;
    private int quickRounds;

    /**
     * @param executor runs the rounds; its tasks block on the store
     * @param hosted which runs this node can execute
     * @param activities makes attempts of activities for other nodes
     * @param onSchedule told when the next schedule is due
     */
    public RunClaims(
            DurableStore store,
            Runs runs,
            TimeSource time,
            Executor executor,
            UUID nodeId,
            HostedWork hosted,
            ClaimedAttempts activities,
            Claims requests,
            Consumer<Instant> onSchedule) {
        this.store = store;
        this.claimedRuns = new ClaimedRuns(store, runs);
        this.runs = runs;
        this.nodeId = nodeId;
        this.hosted = hosted;
        this.activities = activities;
        this.requests = requests;
        this.onSchedule = onSchedule;
        this.rounds = new Rounds(time, executor, HURRIES_APART, this::round);
    }

    /** Begins with a round now. */
    public void start() {
        requests.onHurry(rounds::hurry);
        rounds.start();
    }

    /** Looks soon, because there may be something. */
    public void hurry() {
        rounds.hurry();
    }

    /** No more rounds. Completes when the one that is under way has ended. */
    public CompletableFuture<Void> stop() {
        return rounds.stop();
    }

    /** One round; how long to pause after it. */
    private Duration round() {
        try {
            Found found = takeWork();
            storeAvailable = true;
            batch = found == Found.MORE ? Math.min(LARGEST_BATCH, 2 * batch) : SMALLEST_BATCH;
            if (found == Found.MORE) {
                return Duration.ZERO;
            }
            quickRounds = found == Found.SOMETHING ? QUICK_ROUNDS : Math.max(0, quickRounds - 1);
            return requests.interval().dividedBy(1L << quickRounds);
        } catch (StoreUnavailableException e) {
            if (storeAvailable) {
                logger.warn("Looking for work failed and goes on: {}", e.getMessage());
            }
        } catch (RuntimeException | Error e) {
            // whatever it is, it is said once
            if (storeAvailable) {
                logger.error("Looking for work failed and goes on", e);
            }
        }
        storeAvailable = false;
        return requests.interval();
    }

    private Found takeWork() {
        PendingWork pending = store.pendingWork(nodeId, hosted.taskQueues());
        Instant nextSchedule = pending.nextSchedule();
        if (nextSchedule != null) {
            onSchedule.accept(nextSchedule);
        }
        if (claimUnanswered || made % SWEEP_EVERY == 0) {
            // runs that are owned and not here, as after a claim whose answer was lost, would wait for ever
            store.ownedRuns(nodeId).forEach(runs::adoptIfOwned);
        }
        boolean likely = pending.deadNodes() || orphansLeft || claimsLeft;
        boolean claimsFreed = (likely || made % LOOK_FOR_ORPHANS_EVERY == 0) && takeOverActivities();
        boolean orphansFreed = (likely || made % LOOK_FOR_ORPHANS_EVERY == 0) && freeOrphans();
        made++;
        List<StoredRun> claimed = pending.freeRuns() || orphansFreed || claimUnanswered ? claim() : List.of();
        List<UUID> withMessages = pending.ownMessages() ? store.ownedRunsWithMessages(nodeId, batch) : List.of();
        withMessages.forEach(runs::takeMessages);
        int activitiesClaimed = activities.look(pending.freeActivities() || claimsFreed);
        if (claimed.size() == batch || orphansBeyond || claimsLeft) {
            return Found.MORE;
        }
        boolean nothing = claimed.isEmpty() && withMessages.isEmpty() && activitiesClaimed == 0 && !orphansLeft;
        return nothing ? Found.NOTHING : Found.SOMETHING;
    }

    /** Decides about attempts whose claimants are gone; whether there were any. */
    private boolean takeOverActivities() {
        int lost = activities.takeOverFromDeadNodes(batch);
        claimsLeft = lost == batch;
        return lost > 0;
    }

    /** Frees runs whose owners are gone; whether there were any. */
    private boolean freeOrphans() {
        FreedRuns freed = store.freeRunsOfDeadNodes(batch);
        if (freed.count() > 0) {
            logger.info("Freed {} runs of nodes that are gone: {}", freed.count(), String.join(", ", freed.nodes()));
        }
        orphansLeft = freed.left();
        orphansBeyond = freed.count() == batch;
        return freed.count() > 0;
    }

    private List<StoredRun> claim() {
        claimUnanswered = true;
        List<StoredRun> claimed = store.claimRuns(nodeId, hosted, batch);
        claimUnanswered = false;
        if (!claimed.isEmpty()) {
            logger.debug("Claimed {} runs", claimed.size());
        }
        claimedRuns.takeUp(claimed);
        return claimed;
    }

    private enum Found {
        NOTHING,
        SOMETHING,
        MORE
    }
}
