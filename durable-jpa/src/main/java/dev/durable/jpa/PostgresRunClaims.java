package dev.durable.jpa;

import dev.durable.client.WorkflowStatus;
import dev.durable.jpa.schema.TableNames;
import dev.durable.store.HostedWork;
import dev.durable.store.PendingWork;
import dev.durable.store.RunRelease;
import dev.durable.store.StoredRun;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** One statement each. */
final class PostgresRunClaims implements RunClaims {

    private static final PostgresRows<RunRelease> RELEASES = PostgresRows.<RunRelease>ofFew(1)
            .uuid("run_id", RunRelease::runId)
            .time("wake_at", release -> Micros.ofNullable(release.wakeAt()))
            .integer("pending", RunRelease::pendingMessages);

    private final String pending;
    private final String claim;
    private final String free;
    private final PostgresStatement<RunRelease> release;
    private final String owners;

    PostgresRunClaims(TableNames names) {
        String table = names.qualified("run");
        pending = pendingWorkSql(names);
        claim = claimSql(names);
        free = """
                with dead as materialized (
                    select run_id from %1$s where owner = ? limit ? for no key update skip locked)
                update %1$s as r set owner = null, wake_at = statement_timestamp()
                from dead where r.run_id = dead.run_id""".formatted(table);
        release = new PostgresStatement<>(
                "update " + table + " as r set owner = null, wake_at = input.wake_at from (", RELEASES, """
                ) as input (%s)
                where r.run_id = input.run_id and r.pending = input.pending and r.owner = ?
                returning r.run_id""".formatted(
                                RELEASES.names()));
        owners = ownersSql(table);
    }

    static String pendingWorkSql(TableNames names) {
        return """
                select exists (select 1 from %1$s where owner is null and wake_at <= statement_timestamp()),
                    exists (select 1 from %1$s where owner = ? and wake_at <= statement_timestamp()),
                    exists (select 1 from %2$s where lease_until <= statement_timestamp()),
                    exists (select 1 from %4$s where task_queue = any (?) and priority = any ('{1,2,3,4,5}')
                        and available_at <= statement_timestamp()),
                    (select min(wake_at) from %3$s)""".formatted(
                        names.qualified("run"),
                        names.qualified("node"),
                        names.qualified("schedule"),
                        names.qualified("activity_task"));
    }

    /** Ordered as the index is, so that there is nothing to sort and no row is locked in vain. */
    static String claimSql(TableNames names) {
        return """
                with due as materialized (
                    select run_id from %1$s
                    where owner is null and wake_at <= statement_timestamp()
                        and task_queue = any (?) and workflow_type = any (?) and (code_version is null or code_version = ?)
                        and exists (select 1 from %2$s where node_id = ? and lease_until > statement_timestamp())
                    order by owner, wake_at limit ? for no key update skip locked)
                update %1$s as r set owner = ?, wake_at = null,
                    code_version = case when r.workflow_type = any (?) then coalesce(r.code_version, ?) else r.code_version end
                from due where r.run_id = due.run_id
                returning r.run_id, r.workflow_id, r.workflow_type, r.task_queue, r.pending, r.started_at,
                    r.status, r.code_version""".formatted(names.qualified("run"), names.qualified("node"));
    }

    /** One probe of the index for each owner, however many runs it owns. */
    static String ownersSql(String table) {
        return """
                with recursive owners (owner) as (
                    (select owner from %1$s where owner is not null order by owner limit 1)
                    union all
                    select (select r.owner from %1$s as r where r.owner > owners.owner order by r.owner limit 1)
                    from owners where owners.owner is not null)
                select owner from owners where owner is not null""".formatted(table);
    }

    @Override
    public PendingWork pendingWork(Connection connection, UUID nodeId, Set<String> taskQueues) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(pending)) {
            PostgresPlans.planAnew(statement);
            statement.setObject(1, nodeId);
            statement.setArray(2, connection.createArrayOf("text", taskQueues.toArray(new String[0])));
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                OffsetDateTime nextSchedule = found.getObject(5, OffsetDateTime.class);
                return new PendingWork(
                        found.getBoolean(1),
                        found.getBoolean(2),
                        found.getBoolean(3),
                        found.getBoolean(4),
                        nextSchedule == null ? null : nextSchedule.toInstant());
            }
        }
    }

    @Override
    public List<StoredRun> claim(Connection connection, UUID nodeId, HostedWork hosted, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(claim)) {
            PostgresPlans.planAnew(statement);
            statement.setArray(1, texts(connection, hosted.taskQueues()));
            statement.setArray(2, texts(connection, hosted.workflowTypes()));
            statement.setString(3, hosted.codeVersion());
            statement.setObject(4, nodeId);
            statement.setInt(5, limit);
            statement.setObject(6, nodeId);
            statement.setArray(7, texts(connection, hosted.pinnedTypes()));
            statement.setString(8, hosted.codeVersion());
            try (ResultSet claimed = statement.executeQuery()) {
                List<StoredRun> runs = new ArrayList<>();
                while (claimed.next()) {
                    runs.add(claimedRun(claimed, nodeId));
                }
                return runs;
            }
        }
    }

    @Override
    public int free(Connection connection, UUID owner, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(free)) {
            PostgresPlans.planAnew(statement);
            statement.setObject(1, owner);
            statement.setInt(2, limit);
            return statement.executeUpdate();
        }
    }

    @Override
    public List<UUID> release(Connection connection, UUID nodeId, Collection<RunRelease> releases) throws SQLException {
        List<RunRelease> rows = List.copyOf(releases);
        try (PreparedStatement statement = connection.prepareStatement(release.sql(rows.size()))) {
            PostgresPlans.planAnew(statement);
            int parameter = release.bind(connection, statement, rows, 0);
            statement.setObject(parameter + 1, nodeId);
            return uuids(statement);
        }
    }

    @Override
    public List<UUID> owners(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(owners)) {
            PostgresPlans.planAnew(statement);
            return uuids(statement);
        }
    }

    private static Array texts(Connection connection, Set<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray(new String[0]));
    }

    private static StoredRun claimedRun(ResultSet row, UUID nodeId) throws SQLException {
        Instant startedAt = row.getObject(6, OffsetDateTime.class).toInstant();
        return new StoredRun(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                WorkflowStatus.valueOf(row.getString(7)),
                nodeId,
                null,
                row.getInt(5),
                startedAt,
                null,
                row.getString(8));
    }

    private static List<UUID> uuids(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<UUID> uuids = new ArrayList<>();
            while (rows.next()) {
                uuids.add(rows.getObject(1, UUID.class));
            }
            return uuids;
        }
    }
}
