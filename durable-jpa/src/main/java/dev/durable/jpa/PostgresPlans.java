package dev.durable.jpa;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.PGStatement;

/**
 * Keeps PostgreSQL from reusing plans where an old one does harm: a plan that was made while a table was all but empty reads the
 * whole table, and goes on doing so while the table grows, until the next analysis.
 */
final class PostgresPlans {

    private PostgresPlans() {}

    /** Has the statement planned anew at each execution, by the tables as they are. Other drivers are left as they are. */
    static void planAnew(PreparedStatement statement) throws SQLException {
        if (statement.isWrapperFor(PGStatement.class)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
    }
}
