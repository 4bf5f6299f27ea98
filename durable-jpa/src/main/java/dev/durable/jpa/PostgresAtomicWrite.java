package dev.durable.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts, events and endings of any number of turns as one statement, which is atomic by itself: no transaction around it, one
 * round trip. This is what nearly all turns are.
 *
 * <p>A run that was not updated as expected (it has another owner, or messages) must undo the whole statement, so it is turned into
 * an error: the final select divides by zero.
 */
final class PostgresAtomicWrite {

    private final PostgresSql sql;

    PostgresAtomicWrite(PostgresSql sql) {
        this.sql = sql;
    }

    /**
     * Writes; no run is both inserted and updated.
     *
     * @return whether all updates found their run; if not, nothing was written
     */
    boolean write(Connection connection, TurnRows rows, List<RunUpdate> updates) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text(rows, updates))) {
            int parameter = 0;
            if (!rows.newRuns.isEmpty()) {
                parameter = sql.insertRuns().bind(connection, statement, rows.newRuns, parameter);
            }
            if (!updates.isEmpty()) {
                parameter = sql.updateRuns().bind(connection, statement, updates, parameter);
            }
            parameter = sql.insertEvents().bind(connection, statement, rows.events, parameter);
            if (!updates.isEmpty()) {
                statement.setInt(parameter + 1, updates.size());
            }
            statement.execute();
            return true;
        } catch (SQLException e) {
            if (!PostgresSql.DIVISION_BY_ZERO.equals(e.getSQLState())) {
                throw e;
            }
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return false;
        }
    }

    private String text(TurnRows rows, List<RunUpdate> updates) {
        String insertEvents = sql.insertEvents().sql(rows.events.size());
        List<String> parts = new ArrayList<>(3);
        if (!rows.newRuns.isEmpty()) {
            parts.add("started as (" + sql.insertRuns().sql(rows.newRuns.size()) + ")");
        }
        if (updates.isEmpty()) {
            return parts.isEmpty() ? insertEvents : "with " + parts.get(0) + " " + insertEvents;
        }
        parts.add("updated as (" + sql.updateRuns().sql(updates.size()) + ")");
        parts.add("appended as (" + insertEvents + ")");
        return "with " + String.join(", ", parts)
                + " select 1 / (case when (select count(*) from updated) = ? then 1 else 0 end)";
    }
}
