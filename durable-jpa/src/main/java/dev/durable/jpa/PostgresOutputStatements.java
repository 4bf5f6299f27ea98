package dev.durable.jpa;

import dev.durable.jpa.schema.TableNames;
import dev.durable.store.RunClosing;
import dev.durable.store.TurnWrite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** One statement for any number of rows, which come as one array a column. */
final class PostgresOutputStatements implements OutputStatements {

    private final String insertRuns;
    private final String deleteBreaches;
    private final String lockRuns;
    private final String closeContinued;
    private final String changeStatus;
    private final String moveMessages;
    private final String announce;

    PostgresOutputStatements(TableNames names) {
        String runs = names.qualified("run");
        insertRuns = """
                insert into %s (run_id, workflow_id, open_key, workflow_type, task_queue, status, owner, wake_at,
                    pending, parked, started_at, parent_run_id, first_run_id, code_version)
                select run_id, workflow_id, 1, workflow_type, task_queue, status, owner, wake_at, parked, parked, started_at,
                    parent_run_id, first_run_id, code_version
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::timestamptz[], ?::int4[],
                    ?::timestamptz[], ?::uuid[], ?::uuid[], ?::text[]) as input (run_id, workflow_id, workflow_type, task_queue, status, owner,
                    wake_at, parked, started_at, parent_run_id, first_run_id, code_version)
                on conflict (workflow_id, open_key) do nothing
                returning run_id""".formatted(runs);
        deleteBreaches = """
                delete from %1$s as r using unnest(?::uuid[], ?::bool[]) as input (run_id, rejects_all)
                where r.run_id = input.run_id and exists (
                    select 1 from %1$s as o
                    where o.workflow_id = r.workflow_id and o.run_id <> r.run_id
                        and (input.rejects_all or (o.status = 'COMPLETED' and not exists (
                            select 1 from %1$s as n
                            where n.workflow_id = r.workflow_id and n.run_id > o.run_id and n.run_id <> r.run_id))))
                returning r.run_id""".formatted(runs);
        lockRuns = lockRunsSql(runs);
        closeContinued = """
                update %s as r set status = input.status, closed_at = input.closed_at, open_key = null, owner = null,
                    wake_at = null, pending = 0, parked = 0
                from unnest(?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[]) as input (run_id, owner, status, closed_at)
                where r.run_id = input.run_id and r.owner = input.owner""".formatted(runs);
        changeStatus = """
                update %s as r set status = input.status
                from unnest(?::uuid[], ?::uuid[], ?::text[]) as input (run_id, owner, status)
                where r.run_id = input.run_id and r.owner = input.owner""".formatted(runs);
        moveMessages =
                """
                with input as (select * from unnest(?::uuid[], ?::uuid[]) as i (run_id, successor)),
                left_behind as (
                    delete from %1$s as m using input where m.run_id = input.run_id and m.event_type not in (%2$s)
                    returning %3$s as report),
                moved as (
                    update %1$s as m set run_id = input.successor, parked = false
                    from input where m.run_id = input.run_id and m.event_type in (%2$s)
                    returning m.run_id)
                select run_id, false from moved union all select null, true from left_behind where report""".formatted(names.qualified("message"), MessageTypes.TO_WORKFLOWS, MessageTypes.UNSEEN_REPORTS);
        announce = """
                update %s as r set pending = r.pending + input.messages, wake_at = statement_timestamp()
                from unnest(?::uuid[], ?::int4[]) as input (run_id, messages)
                where r.run_id = input.run_id and r.open_key is not null""".formatted(runs);
    }

    /** The ids are collected first, each by an index, and the rows found by their primary key then. */
    static String lockRunsSql(String runs) {
        return """
                select run_id, workflow_id, open_key, parent_run_id, first_run_id from %1$s
                where run_id = any (?::uuid[]
                    || array (select parent_run_id from %1$s where run_id = any (?) and parent_run_id is not null)
                    || array (select run_id from %1$s where workflow_id = any (?) and open_key = 1))
                order by run_id for no key update""".formatted(runs);
    }

    @Override
    public Set<UUID> insertRuns(Connection connection, List<RunStart> starts) throws SQLException {
        Set<UUID> refused = new HashSet<>();
        starts.forEach(start -> refused.add(start.row().runId));
        refused.removeAll(insert(connection, starts));
        List<RunStart> conditional = starts.stream()
                .filter(start -> !start.allowsClosedRuns() && !refused.contains(start.row().runId))
                .toList();
        if (!conditional.isEmpty()) {
            refused.addAll(deleteBreaches(connection, conditional));
        }
        return refused;
    }

    private List<UUID> insert(Connection connection, List<RunStart> starts) throws SQLException {
        List<RunRow> rows = starts.stream().map(RunStart::row).toList();
        try (PreparedStatement statement = connection.prepareStatement(insertRuns)) {
            new PostgresArrays(connection, statement)
                    .uuids(rows, row -> row.runId)
                    .texts(rows, row -> row.workflowId)
                    .texts(rows, row -> row.workflowType)
                    .texts(rows, row -> row.taskQueue)
                    .texts(rows, row -> row.status.name())
                    .uuids(rows, row -> row.owner)
                    .times(rows, row -> row.wakeAt)
                    .ints(rows, row -> row.parked)
                    .times(rows, row -> row.startedAt)
                    .uuids(rows, row -> row.parentRunId)
                    .uuids(rows, row -> row.firstRunId)
                    .texts(rows, row -> row.codeVersion);
            return uuids(statement);
        }
    }

    private List<UUID> deleteBreaches(Connection connection, List<RunStart> starts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(deleteBreaches)) {
            PostgresPlans.planAnew(statement);
            new PostgresArrays(connection, statement)
                    .uuids(starts, start -> start.row().runId)
                    .booleans(starts, RunStart::rejectsClosedRuns);
            return uuids(statement);
        }
    }

    @Override
    public List<LockedRun> lockRuns(Connection connection, RunsToLock runs) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(lockRuns)) {
            PostgresPlans.planAnew(statement);
            new PostgresArrays(connection, statement)
                    .uuids(runs.runIds())
                    .uuids(runs.children())
                    .texts(runs.workflowIds());
            try (ResultSet rows = statement.executeQuery()) {
                List<LockedRun> locked = new ArrayList<>();
                while (rows.next()) {
                    locked.add(new LockedRun(
                            rows.getObject(1, UUID.class),
                            rows.getString(2),
                            rows.getObject(3) != null,
                            rows.getObject(4, UUID.class),
                            rows.getObject(5, UUID.class)));
                }
                return locked;
            }
        }
    }

    @Override
    public int closeContinued(Connection connection, List<TurnWrite> turns) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(closeContinued)) {
            PostgresPlans.planAnew(statement);
            new PostgresArrays(connection, statement)
                    .uuids(turns, TurnWrite::runId)
                    .uuids(turns, TurnWrite::nodeId)
                    .texts(turns, turn -> closing(turn).status().name())
                    .times(turns, turn -> Micros.of(closing(turn).closedAt()));
            return statement.executeUpdate();
        }
    }

    @Override
    public int changeStatus(Connection connection, List<TurnWrite> turns) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(changeStatus)) {
            PostgresPlans.planAnew(statement);
            new PostgresArrays(connection, statement)
                    .uuids(turns, TurnWrite::runId)
                    .uuids(turns, TurnWrite::nodeId)
                    .texts(
                            turns,
                            turn -> Objects.requireNonNull(turn.newStatus()).name());
            return statement.executeUpdate();
        }
    }

    @Override
    public MovedMessages moveMessages(Connection connection, Map<UUID, UUID> successors) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(moveMessages)) {
            PostgresPlans.planAnew(statement);
            new PostgresArrays(connection, statement)
                    .uuids(successors.entrySet(), Map.Entry::getKey)
                    .uuids(successors.entrySet(), Map.Entry::getValue);
            Map<UUID, Integer> moved = new HashMap<>();
            boolean haveReports = false;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getBoolean(2)) {
                        haveReports = true;
                    } else {
                        moved.merge(rows.getObject(1, UUID.class), 1, Integer::sum);
                    }
                }
            }
            return new MovedMessages(moved, haveReports);
        }
    }

    @Override
    public int announce(Connection connection, Map<UUID, Integer> messages) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(announce)) {
            PostgresPlans.planAnew(statement);
            new PostgresArrays(connection, statement)
                    .uuids(messages.entrySet(), Map.Entry::getKey)
                    .ints(messages.entrySet(), Map.Entry::getValue);
            return statement.executeUpdate();
        }
    }

    private static RunClosing closing(TurnWrite turn) {
        return Objects.requireNonNull(turn.closing());
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
