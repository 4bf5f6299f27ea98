package dev.durable.jpa;

import dev.durable.store.HostedWork;
import dev.durable.store.PendingWork;
import dev.durable.store.RunRelease;
import dev.durable.store.StoredRun;
import jakarta.persistence.Tuple;
import java.sql.Connection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.LockMode;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/**
 * Selects rows with a lock and then updates them. There is no order in which runs are claimed: sorting would make some databases
 * lock every run that is due.
 */
final class StandardRunClaims implements RunClaims {

    /** A node that is not registered does not get anything. */
    private static final PendingWork NOTHING = new PendingWork(false, false, false, false, null);

    private final SessionFactory sessions;
    private final String pending;
    private final String due;
    private final String free;

    StandardRunClaims(SessionFactory sessions, DatabaseClock clock) {
        this.sessions = sessions;
        this.pending = "select exists (select 1 from Run r where r.owner is null and r.wakeAt <= " + clock.now() + "),"
                + " exists (select 1 from Run r where r.owner = n.nodeId and r.wakeAt <= " + clock.now() + "),"
                + " exists (select 1 from Node d where d.leaseUntil <= " + clock.now() + "),"
                + " exists (select 1 from ActivityTask t where t.taskQueue in :taskQueues and t.availableAt <= "
                + clock.now() + "),"
                + " (select min(s.wakeAt) from Schedule s) from Node n where n.nodeId = :node";
        this.due = "from Run r where r.owner is null and r.wakeAt <= " + clock.now()
                + " and r.taskQueue in :taskQueues and r.workflowType in :workflowTypes"
                + " and (r.codeVersion is null or r.codeVersion = :codeVersion) and " + clock.nodeIsAlive();
        this.free = "update Run r set r.owner = null, r.wakeAt = " + clock.now() + " where r.runId in :runs";
    }

    @Override
    public PendingWork pendingWork(Connection connection, UUID nodeId, Set<String> taskQueues) {
        return inSession(connection, session -> {
            Tuple found = session.createSelectionQuery(pending, Tuple.class)
                    .setParameter("node", nodeId)
                    .setParameter("taskQueues", taskQueues)
                    .getSingleResultOrNull();
            return found == null
                    ? NOTHING
                    : new PendingWork(
                            found.get(0, Boolean.class),
                            found.get(1, Boolean.class),
                            found.get(2, Boolean.class),
                            found.get(3, Boolean.class),
                            found.get(4, Instant.class));
        });
    }

    @Override
    public List<StoredRun> claim(Connection connection, UUID nodeId, HostedWork hosted, int limit) {
        return inSession(connection, session -> {
            List<RunRow> runs = session.createSelectionQuery(due, RunRow.class)
                    .setParameter("node", nodeId)
                    .setParameter("taskQueues", hosted.taskQueues())
                    .setParameter("workflowTypes", hosted.workflowTypes())
                    .setParameter("codeVersion", hosted.codeVersion())
                    .setMaxResults(limit)
                    .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED)
                    .getResultList();
            if (!runs.isEmpty()) {
                session.createMutationQuery("update Run r set r.owner = :node, r.wakeAt = null where r.runId in :runs")
                        .setParameter("node", nodeId)
                        .setParameter("runs", ids(runs))
                        .executeUpdate();
            }
            runs.forEach(run -> {
                run.owner = nodeId;
                run.wakeAt = null;
            });
            pin(session, runs, hosted);
            return runs.stream().map(RunRow::toStoredRun).toList();
        });
    }

    private static void pin(StatelessSession session, List<RunRow> runs, HostedWork hosted) {
        List<RunRow> unpinned = runs.stream()
                .filter(run -> run.codeVersion == null && hosted.pinOf(run.workflowType) != null)
                .toList();
        if (!unpinned.isEmpty()) {
            session.createMutationQuery("update Run r set r.codeVersion = :codeVersion where r.runId in :runs")
                    .setParameter("codeVersion", hosted.codeVersion())
                    .setParameter("runs", ids(unpinned))
                    .executeUpdate();
            unpinned.forEach(run -> run.codeVersion = hosted.codeVersion());
        }
    }

    @Override
    public int free(Connection connection, UUID owner, int limit) {
        return inSession(connection, session -> {
            List<RunRow> runs = session.createSelectionQuery("from Run r where r.owner = :owner", RunRow.class)
                    .setParameter("owner", owner)
                    .setMaxResults(limit)
                    .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED)
                    .getResultList();
            return runs.isEmpty()
                    ? 0
                    : session.createMutationQuery(free)
                            .setParameter("runs", ids(runs))
                            .executeUpdate();
        });
    }

    @Override
    public List<UUID> release(Connection connection, UUID nodeId, Collection<RunRelease> releases) {
        return inSession(
                connection,
                session -> releases.stream()
                        .filter(release -> release(session, nodeId, release))
                        .map(RunRelease::runId)
                        .toList());
    }

    @Override
    public List<UUID> owners(Connection connection) {
        return inSession(
                connection,
                session -> session.createSelectionQuery(
                                "select distinct r.owner from Run r where r.owner is not null", UUID.class)
                        .getResultList());
    }

    private static boolean release(StatelessSession session, UUID nodeId, RunRelease release) {
        return session.createMutationQuery("update Run r set r.owner = null, r.wakeAt = :wakeAt"
                                + " where r.runId = :run and r.owner = :node and r.pending = :pending")
                        .setParameter("wakeAt", Micros.ofNullable(release.wakeAt()))
                        .setParameter("run", release.runId())
                        .setParameter("node", nodeId)
                        .setParameter("pending", release.pendingMessages())
                        .executeUpdate()
                == 1;
    }

    private static List<UUID> ids(List<RunRow> runs) {
        return runs.stream().map(run -> run.runId).toList();
    }

    private <T> T inSession(Connection connection, Function<StatelessSession, T> work) {
        try (StatelessSession session = sessions.openStatelessSession(connection)) {
            return work.apply(session);
        }
    }
}
