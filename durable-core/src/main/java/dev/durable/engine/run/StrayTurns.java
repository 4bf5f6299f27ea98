package dev.durable.engine.run;

import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredRun;
import dev.durable.store.TurnWrite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns that were committed although the run was another node's by then. A turn that only appends events is fenced by their ids alone, so
 * the first of a node that stood still beyond its lease may fit behind what the owner has in memory, who would not know of it before it
 * appends something itself. What such a turn has made durable is therefore told the owner before anybody else.
 *
 * <p>Confined to the run's actor.
 */
final class StrayTurns {

    private static final Logger logger = LoggerFactory.getLogger(RunActor.class);

    private final RunIdentity run;
    private final RunEnvironment environment;

    StrayTurns(RunIdentity run, RunEnvironment environment) {
        this.run = run;
        this.environment = environment;
    }

    /**
     * Whether the turn, which is committed, was another node's to make. Then the run is free afterwards, and whoever takes it up knows all
     * of its history.
     *
     * <p>Asked after the commit: if the lease is certain then, it was during the commit, and whoever has taken the run since has loaded it
     * with the turn.
     *
     * @throws StoreUnavailableException if it cannot be told now
     */
    boolean isStray(TurnWrite committed) {
        boolean fencedByOwner = committed.newRun() != null || committed.updatesRun();
        if (fencedByOwner || !environment.lease().isInDoubt()) {
            return false;
        }
        StoredRun stored = environment.store().findRun(run.runId()).orElse(null);
        if (stored == null || environment.nodeId().equals(stored.owner())) {
            return false;
        }
        environment.store().freeRun(run.runId());
        environment.claims().hurry();
        logger.info(
                "Workflow '{}' (run {}) was executed elsewhere already when this node went on with it; it is free for all now",
                run.workflowId(),
                run.runId());
        return true;
    }
}
