package dev.durable.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * A statement that takes rows of one kind, whatever their number, and nothing else.
 *
 * @param before the text before the query for the rows
 * @param rows the rows
 * @param after the text after it
 * @param <R> what a row is made of
 */
record PostgresStatement<R>(String before, PostgresRows<R> rows, String after) {

    String sql(int count) {
        return before + rows.query(count) + after;
    }

    /** Binds the rows to the parameters after the given one, and returns the last that was bound. */
    int bind(Connection connection, PreparedStatement statement, List<R> values, int lastParameter)
            throws SQLException {
        return rows.bind(connection, statement, values, lastParameter);
    }

    /** The statement with something at its end. */
    PostgresStatement<R> and(String more) {
        return new PostgresStatement<>(before, rows, after + more);
    }

    PreparedStatement prepare(Connection connection, List<R> values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql(values.size()));
        try {
            bind(connection, statement, values, 0);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
