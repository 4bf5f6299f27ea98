package dev.durable.jpa;

import dev.durable.store.ActivityBacklog;
import dev.durable.store.FailingRun;
import dev.durable.store.QueueBacklog;
import dev.durable.store.StoredNode;
import dev.durable.store.StoredRun;
import dev.durable.store.WorkloadReader;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** How the nodes stand, and what waits for them. Thread-safe. */
final class Workload implements WorkloadReader {

    private static final String UNCLAIMED =
            "from Run r where r.owner is null and r.wakeAt < :dueBefore order by r.wakeAt, r.runId";

    private static final String FAILING = "select r, f from Run r, FailedAttempt f"
            + " where f.key.runId = r.runId and f.key.scheduledEventId = 0 and f.nextAttemptAt >= :nextTryFrom"
            + " and r.openKey is not null"
            + " and not exists (select 1 from FailedAttempt later where later.key.runId = r.runId"
            + " and later.key.scheduledEventId = 0 and later.key.attempt > f.key.attempt)"
            + " and not exists (select 1 from Event e where e.key.runId = r.runId and e.eventTime > f.failedAt)"
            + " order by r.runId desc";

    private final StoreConnections connections;
    private final RowCodec codec;
    private final String nodes;
    private final String backlogs;
    private final String activityBacklogs;

    Workload(StoreConnections connections, RowCodec codec, DatabaseClock clock) {
        this.connections = connections;
        this.codec = codec;
        this.nodes = "select n.nodeId, n.nodeName, n.leaseUntil,"
                + " case when n.leaseUntil > " + clock.now() + " then true else false end,"
                + " (select count(*) from Run r where r.owner = n.nodeId) from Node n where n.nodeName not like '"
                + NodeLeases.SUPERSEDED + "%' order by n.nodeName";
        this.backlogs = "select r.taskQueue, count(*), min(r.wakeAt) from Run r where r.owner is null and r.wakeAt <= "
                + clock.now() + " group by r.taskQueue order by r.taskQueue";
        // not by availableAt, which is put off again and again if nobody can read the attempt
        this.activityBacklogs = "select t.taskQueue, count(*), min(t.stageAt) from ActivityTask t"
                + " where t.taskQueue is not null and t.availableAt is not null and t.stageAt <= " + clock.now()
                + " group by t.taskQueue order by t.taskQueue";
    }

    @Override
    public List<StoredNode> nodes() {
        return connections.read(session -> session.createSelectionQuery(nodes, Tuple.class).getResultList().stream()
                .map(row -> new StoredNode(
                        row.get(0, UUID.class),
                        row.get(1, String.class),
                        row.get(2, Instant.class),
                        row.get(3, Boolean.class),
                        row.get(4, Long.class)))
                .toList());
    }

    @Override
    public List<QueueBacklog> queueBacklogs() {
        return connections.read(session -> session.createSelectionQuery(backlogs, Tuple.class).getResultList().stream()
                .map(row ->
                        new QueueBacklog(row.get(0, String.class), row.get(1, Long.class), row.get(2, Instant.class)))
                .toList());
    }

    @Override
    public List<ActivityBacklog> activityBacklogs() {
        return connections.read(session ->
                session.createSelectionQuery(activityBacklogs, Tuple.class).getResultList().stream()
                        .map(row -> new ActivityBacklog(
                                row.get(0, String.class), row.get(1, Long.class), row.get(2, Instant.class)))
                        .toList());
    }

    @Override
    public List<StoredRun> unclaimedRuns(Instant dueBefore, int limit) {
        return connections.read(session -> session
                .createSelectionQuery(UNCLAIMED, RunRow.class)
                .setParameter("dueBefore", Micros.of(dueBefore))
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(RunRow::toStoredRun)
                .toList());
    }

    @Override
    public List<FailingRun> failingRuns(Instant nextTryFrom, int limit) {
        return connections.read(session -> session
                .createSelectionQuery(FAILING, Tuple.class)
                .setParameter("nextTryFrom", Micros.of(nextTryFrom))
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(row -> new FailingRun(
                        row.get(0, RunRow.class).toStoredRun(), codec.fromRow(row.get(1, FailedAttemptRow.class))))
                .toList());
    }
}
