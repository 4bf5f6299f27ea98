package dev.durable.jpa;

import dev.durable.jpa.schema.DatabasePlatform;
import dev.durable.jpa.schema.TableNames;
import dev.durable.store.RunClosing;
import dev.durable.store.TurnWrite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/**
 * A JDBC batch of single-row statements for each kind of change. Only runs are inserted one by one, since a workflow id that is
 * taken is a failed statement here.
 */
final class StandardOutputStatements implements OutputStatements {

    private final SessionFactory sessions;
    private final SqlBatches batches;
    private final String insertRun;
    private final String deleteBreach;
    private final String closeContinued;
    private final String changeStatus;
    private final String moveMessages;
    private final String deleteReports;
    private final String deleteAnswers;
    private final String announce;

    StandardOutputStatements(
            SessionFactory sessions, DatabasePlatform platform, TableNames names, DatabaseClock clock) {
        String runs = names.qualified("run");
        this.sessions = sessions;
        this.batches = new SqlBatches(platform);
        insertRun = """
                insert into %s (run_id, workflow_id, open_key, workflow_type, task_queue, status, owner, wake_at, pending, parked,
                    started_at, parent_run_id, first_run_id, code_version)
                values (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""".formatted(runs);
        deleteBreach = deleteBreachSql(platform, runs);
        closeContinued = """
                update %s set status = ?, closed_at = ?, open_key = null, owner = null, wake_at = null, pending = 0, parked = 0
                where run_id = ? and owner = ?""".formatted(runs);
        changeStatus = "update %s set status = ? where run_id = ? and owner = ?".formatted(runs);
        moveMessages =
                "update %s set run_id = ?, parked = false where run_id = ?".formatted(names.qualified("message"));
        deleteReports = "delete from %s where run_id = ? and %s"
                .formatted(names.qualified("message"), MessageTypes.UNSEEN_REPORTS);
        deleteAnswers = "delete from %s where run_id = ? and event_type not in (%s)"
                .formatted(names.qualified("message"), MessageTypes.TO_WORKFLOWS);
        announce = "update %s set pending = pending + ?, wake_at = %s where run_id = ? and open_key is not null"
                .formatted(runs, clock.sql());
    }

    /** MySQL must not select in a subquery from what it deletes from, but may join it. */
    private static String deleteBreachSql(DatabasePlatform platform, String runs) {
        String sql = switch (platform) {
            case MYSQL, MARIADB -> """
                    delete r from %1$s as r
                        join %1$s as o on o.workflow_id = r.workflow_id and o.run_id <> r.run_id
                        left join %1$s as n on n.workflow_id = r.workflow_id and n.run_id > o.run_id and n.run_id <> r.run_id
                    where r.run_id = ? and (? or (o.status = 'COMPLETED' and n.run_id is null))""";
            case H2, POSTGRESQL -> """
                    delete from %1$s as r
                    where r.run_id = ? and exists (
                        select 1 from %1$s as o
                            left join %1$s as n
                            on n.workflow_id = o.workflow_id and n.run_id > o.run_id and n.run_id <> r.run_id
                        where o.workflow_id = r.workflow_id and o.run_id <> r.run_id
                            and (? or (o.status = 'COMPLETED' and n.run_id is null)))""";
        };
        return sql.formatted(runs);
    }

    @Override
    public Set<UUID> insertRuns(Connection connection, List<RunStart> starts) throws SQLException {
        Set<UUID> refused = new HashSet<>();
        try (PreparedStatement insert = connection.prepareStatement(insertRun);
                PreparedStatement delete = connection.prepareStatement(deleteBreach)) {
            for (RunStart start : starts) {
                if (!insert(insert, start.row()) || (!start.allowsClosedRuns() && deleteIfBreach(delete, start))) {
                    refused.add(start.row().runId);
                }
            }
        }
        return refused;
    }

    private boolean insert(PreparedStatement statement, RunRow run) throws SQLException {
        batches.parameters(statement)
                .uuid(run.runId)
                .text(run.workflowId)
                .text(run.workflowType)
                .text(run.taskQueue)
                .text(run.status.name())
                .uuid(run.owner)
                .time(run.wakeAt)
                .number(run.pending)
                .number(run.parked)
                .time(run.startedAt)
                .uuid(run.parentRunId)
                .uuid(run.firstRunId)
                .text(run.codeVersion);
        try {
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            if (SqlFailures.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }

    private boolean deleteIfBreach(PreparedStatement statement, RunStart start) throws SQLException {
        batches.parameters(statement).uuid(start.row().runId).flag(start.rejectsClosedRuns());
        return statement.executeUpdate() > 0;
    }

    @Override
    public List<LockedRun> lockRuns(Connection connection, RunsToLock runs) {
        try (StatelessSession session = sessions.openStatelessSession(connection)) {
            Set<UUID> ids = new HashSet<>(runs.runIds());
            if (!runs.children().isEmpty()) {
                ids.addAll(session.createSelectionQuery(
                                "select r.parentRunId from Run r where r.runId in :children and r.parentRunId is not null",
                                UUID.class)
                        .setParameter("children", runs.children())
                        .getResultList());
            }
            if (!runs.workflowIds().isEmpty()) {
                ids.addAll(session.createSelectionQuery(
                                "select r.runId from Run r where r.workflowId in :workflowIds and r.openKey is not null",
                                UUID.class)
                        .setParameter("workflowIds", runs.workflowIds())
                        .getResultList());
            }
            return ids.isEmpty() ? List.of() : lock(session, ids);
        }
    }

    /** By a query that locks: under repeatable read any other one sees what was there when the transaction began. */
    @Override
    public List<LockedRun> lockOpenRuns(Connection connection, Set<String> workflowIds) {
        try (StatelessSession session = sessions.openStatelessSession(connection)) {
            Set<UUID> ids = session
                    .createSelectionQuery(
                            "from Run r where r.workflowId in :workflowIds and r.openKey is not null", RunRow.class)
                    .setParameter("workflowIds", workflowIds)
                    .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                    .getResultList()
                    .stream()
                    .map(run -> run.runId)
                    .collect(Collectors.toSet());
            return ids.isEmpty() ? List.of() : lock(session, ids);
        }
    }

    private static List<LockedRun> lock(StatelessSession session, Set<UUID> ids) {
        return session
                .createSelectionQuery("from Run r where r.runId in :runs order by r.runId", RunRow.class)
                .setParameter("runs", ids)
                .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .map(run ->
                        new LockedRun(run.runId, run.workflowId, run.openKey != null, run.parentRunId, run.firstRunId))
                .toList();
    }

    @Override
    public int closeContinued(Connection connection, List<TurnWrite> turns) throws SQLException {
        return sum(batches.executeCounted(connection, closeContinued, turns, (row, turn) -> {
            RunClosing closing = Objects.requireNonNull(turn.closing());
            return row.text(closing.status().name())
                    .time(Micros.of(closing.closedAt()))
                    .uuid(turn.runId())
                    .uuid(turn.nodeId());
        }));
    }

    @Override
    public int changeStatus(Connection connection, List<TurnWrite> turns) throws SQLException {
        return sum(batches.executeCounted(
                connection,
                changeStatus,
                turns,
                (row, turn) -> row.text(Objects.requireNonNull(turn.newStatus()).name())
                        .uuid(turn.runId())
                        .uuid(turn.nodeId())));
    }

    @Override
    public MovedMessages moveMessages(Connection connection, Map<UUID, UUID> successors) throws SQLException {
        List<Map.Entry<UUID, UUID>> moves = List.copyOf(successors.entrySet());
        boolean haveReports =
                sum(batches.executeCounted(connection, deleteReports, successors.keySet(), SqlBatches.Parameters::uuid))
                        > 0;
        int[] counts = batches.executeCounted(
                connection,
                moveMessages,
                moves,
                (row, move) -> row.uuid(move.getValue()).uuid(move.getKey()));
        Map<UUID, Integer> moved = new HashMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                moved.put(moves.get(i).getValue(), counts[i]);
            }
        }
        if (!moved.isEmpty()) {
            deleteAnswers(connection, moved);
        }
        return new MovedMessages(moved, haveReports);
    }

    /** Most runs go on without messages, so those that are not addressed to the workflow are looked for only where others have come. */
    private void deleteAnswers(Connection connection, Map<UUID, Integer> moved) throws SQLException {
        List<UUID> runIds = List.copyOf(moved.keySet());
        int[] counts = batches.executeCounted(connection, deleteAnswers, runIds, SqlBatches.Parameters::uuid);
        for (int i = 0; i < counts.length; i++) {
            moved.merge(runIds.get(i), -counts[i], Integer::sum);
        }
    }

    @Override
    public int announce(Connection connection, Map<UUID, Integer> messages) throws SQLException {
        return sum(batches.executeCounted(
                connection,
                announce,
                messages.entrySet(),
                (row, count) -> row.number(count.getValue()).uuid(count.getKey())));
    }

    private static int sum(int[] counts) {
        return Arrays.stream(counts).sum();
    }
}
