package dev.durable.jpa;

import dev.durable.store.FreedRuns;
import dev.durable.store.HostedWork;
import dev.durable.store.OwnershipStore;
import dev.durable.store.PendingWork;
import dev.durable.store.RunRelease;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredRun;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Nodes, and the runs they own. Every method works in transactions of its own. Thread-safe. */
final class RunOwnership implements OwnershipStore {

    /** Runs that a transaction frees when a node goes. */
    private static final int CHUNK = 1000;

    private static final String OWNED = "select r.runId from Run r where r.owner = :node";

    private final StoreConnections connections;
    private final NodeLeases leases;
    private final RunClaims claims;
    private final String claim;
    private final String ownedAndDue;
    private final String free;

    RunOwnership(StoreConnections connections, NodeLeases leases, RunClaims claims, DatabaseClock clock) {
        this.connections = connections;
        this.leases = leases;
        this.claims = claims;
        this.claim = "update Run r set r.owner = :node, r.wakeAt = null"
                + " where r.runId = :run and r.owner is null and r.openKey is not null and " + clock.nodeIsAlive();
        this.ownedAndDue =
                "select r.runId from Run r where r.owner = :node and r.wakeAt <= " + clock.now() + " order by r.wakeAt";
        this.free = "update Run r set r.owner = null, r.wakeAt = " + clock.now()
                + " where r.runId = :run and r.openKey is not null";
    }

    @Override
    public void registerNode(UUID nodeId, String nodeName, Duration lease) {
        connections.inOwnTransaction(connection -> {
            try {
                leases.register(connection, nodeId, nodeName, lease);
                return nodeId;
            } catch (SQLException e) {
                if (SqlFailures.isDuplicateKey(e)) {
                    throw new StoreUnavailableException(
                            "Another node named " + nodeName + " is registering at this moment.", false, e);
                }
                throw e;
            }
        });
    }

    @Override
    public boolean renewLease(UUID nodeId, Duration lease) {
        return connections.inOwnTransaction(connections.queryOn(session -> leases.renew(session, nodeId, lease)));
    }

    @Override
    public Duration supersededFor() {
        return connections.readCommitted(leases::supersededFor);
    }

    @Override
    public boolean areOthersAlive(UUID nodeId) {
        return connections.readCommitted(leases::executing).stream().anyMatch(live -> !live.equals(nodeId));
    }

    @Override
    public void deregisterNode(UUID nodeId) {
        connections.inOwnTransaction(connections.queryOn(session -> leases.delete(session, nodeId)));
        int freed;
        do {
            freed = connections.inOwnTransaction(connection -> claims.free(connection, nodeId, CHUNK));
        } while (freed > 0);
    }

    @Override
    public FreedRuns freeRunsOfDeadNodes(int limit) {
        List<UUID> dead = new ArrayList<>(connections.inOwnTransaction(claims::owners));
        dead.removeAll(connections.readCommitted(leases::live));
        int freed = 0;
        List<UUID> owners = new ArrayList<>();
        for (UUID owner : dead) {
            if (freed < limit) {
                int remaining = limit - freed;
                int ofOwner = connections.inOwnTransaction(connection -> claims.free(connection, owner, remaining));
                if (ofOwner > 0) {
                    owners.add(owner);
                }
                freed += ofOwner;
            }
        }
        List<String> names =
                owners.isEmpty() ? List.of() : connections.readCommitted(session -> leases.names(session, owners));
        connections.inOwnTransaction(connections.queryOn(leases::deleteDead));
        // runs that others have locked, as whoever stores a message does, were left out
        boolean left = !dead.isEmpty()
                && connections.inOwnTransaction(claims::owners).stream().anyMatch(dead::contains);
        return new FreedRuns(freed, names, left);
    }

    @Override
    public PendingWork pendingWork(UUID nodeId, Set<String> taskQueues) {
        return connections.inOwnStatement(connection -> claims.pendingWork(connection, nodeId, taskQueues));
    }

    @Override
    public List<StoredRun> claimRuns(UUID nodeId, HostedWork hosted, int limit) {
        if (hosted.isEmpty() || limit < 1) {
            return List.of();
        }
        return connections.inOwnTransaction(connection -> claims.claim(connection, nodeId, hosted, limit));
    }

    @Override
    public Optional<StoredRun> claimRun(UUID nodeId, UUID runId) {
        return connections.inOwnTransaction(connections.queryOn(session -> {
            int claimed = session.createMutationQuery(claim)
                    .setParameter("node", nodeId)
                    .setParameter("run", runId)
                    .executeUpdate();
            return claimed == 0
                    ? Optional.empty()
                    : Optional.of(session.get(RunRow.class, runId).toStoredRun());
        }));
    }

    @Override
    public void freeRun(UUID runId) {
        connections.inOwnTransaction(connections.queryOn(session ->
                session.createMutationQuery(free).setParameter("run", runId).executeUpdate()));
    }

    @Override
    public List<UUID> ownedRuns(UUID nodeId) {
        return connections.readCommitted(session -> session.createSelectionQuery(OWNED, UUID.class)
                .setParameter("node", nodeId)
                .getResultList());
    }

    @Override
    public List<UUID> ownedRunsWithMessages(UUID nodeId, int limit) {
        return connections.readCommitted(session -> session.createSelectionQuery(ownedAndDue, UUID.class)
                .setParameter("node", nodeId)
                .setMaxResults(limit)
                .getResultList());
    }

    @Override
    public List<UUID> releaseRuns(UUID nodeId, Collection<RunRelease> releases) {
        if (releases.isEmpty()) {
            return List.of();
        }
        return connections.inOwnTransaction(connection -> claims.release(connection, nodeId, releases));
    }
}
