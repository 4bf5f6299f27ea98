package dev.durable.jpa;

import dev.durable.jpa.schema.TableNames;
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

    private static final String DIVISION_BY_ZERO = "22012";

    private final String insertRuns;
    private final String insertEvents;
    private final String updateRuns;

    PostgresAtomicWrite(TableNames names) {
        this.insertRuns = PostgresTurnStatements.insertRunsSql(names);
        this.insertEvents = PostgresTurnStatements.insertEventsSql(names);
        this.updateRuns = PostgresTurnStatements.updateRunsSql(names);
    }

    /**
     * Writes; no run is both inserted and updated.
     *
     * @return whether all updates found their run; if not, nothing was written
     */
    boolean write(Connection connection, TurnRows rows, List<RunUpdate> updates) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql(rows, updates))) {
            if (!updates.isEmpty()) {
                PostgresPlans.planAnew(statement);
            }
            int parameter = 0;
            if (!rows.newRuns.isEmpty()) {
                parameter = PostgresTurnStatements.bindRuns(
                        new SqlArrays<>(connection, statement, rows.newRuns, parameter));
            }
            if (!updates.isEmpty()) {
                parameter =
                        PostgresTurnStatements.bindUpdates(new SqlArrays<>(connection, statement, updates, parameter));
            }
            parameter =
                    PostgresTurnStatements.bindEvents(new SqlArrays<>(connection, statement, rows.events, parameter));
            if (!updates.isEmpty()) {
                statement.setInt(parameter + 1, updates.size());
            }
            statement.execute();
            return true;
        } catch (SQLException e) {
            if (DIVISION_BY_ZERO.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private String sql(TurnRows rows, List<RunUpdate> updates) {
        List<String> parts = new ArrayList<>(2);
        if (!rows.newRuns.isEmpty()) {
            parts.add("started as (" + insertRuns + ")");
        }
        if (updates.isEmpty()) {
            return parts.isEmpty() ? insertEvents : "with " + parts.get(0) + " " + insertEvents;
        }
        parts.add("updated as (" + updateRuns + " returning 1)");
        parts.add("appended as (" + insertEvents + ")");
        return "with " + String.join(", ", parts)
                + " select 1 / (case when (select count(*) from updated) = ? then 1 else 0 end)";
    }
}
