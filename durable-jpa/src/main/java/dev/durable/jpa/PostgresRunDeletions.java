package dev.durable.jpa;

import dev.durable.jpa.schema.TableNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** One statement for each table. */
final class PostgresRunDeletions implements RunDeletions {

    private final String findRun;
    private final String findClosed;
    private final List<String> deletes;

    PostgresRunDeletions(TableNames names) {
        findRun = "select run_id from %s where run_id = ? and open_key is null for update"
                .formatted(names.qualified("run"));
        findClosed = findClosedSql(names.qualified("run"));
        deletes = Stream.of("event", "message", "activity_task", "failed_attempt", "search_attribute", "run")
                .map(table -> "delete from %s where run_id = any (?)".formatted(names.qualified(table)))
                .toList();
    }

    static String findClosedSql(String table) {
        return "select run_id from %s where closed_at < ? order by closed_at limit ? for update skip locked"
                .formatted(table);
    }

    @Override
    public List<UUID> findClosed(Connection connection, UUID runId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(findRun)) {
            statement.setObject(1, runId);
            return uuids(statement);
        }
    }

    @Override
    public List<UUID> findClosed(Connection connection, Instant closedBefore, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(findClosed)) {
            PostgresPlans.planAnew(statement);
            statement.setObject(1, closedBefore.atOffset(ZoneOffset.UTC));
            statement.setInt(2, limit);
            return uuids(statement);
        }
    }

    @Override
    public void delete(Connection connection, List<UUID> runs) throws SQLException {
        for (String delete : deletes) {
            try (PreparedStatement statement = connection.prepareStatement(delete)) {
                PostgresPlans.planAnew(statement);
                new PostgresArrays(connection, statement).uuids(runs);
                statement.executeUpdate();
            }
        }
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
