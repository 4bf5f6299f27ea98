package dev.durable.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds arrays to the parameters of a PostgreSQL statement, one after another: values, or columns of rows. */
final class PostgresArrays {

    private final Connection connection;
    private final PreparedStatement statement;
    private int parameter;

    PostgresArrays(Connection connection, PreparedStatement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    PostgresArrays uuids(Collection<UUID> values) throws SQLException {
        return uuids(values, value -> value);
    }

    PostgresArrays texts(Collection<String> values) throws SQLException {
        return texts(values, value -> value);
    }

    <R> PostgresArrays uuids(Collection<R> rows, Function<R, @Nullable UUID> column) throws SQLException {
        return bind("uuid", rows, column);
    }

    <R> PostgresArrays texts(Collection<R> rows, Function<R, @Nullable String> column) throws SQLException {
        return bind("text", rows, column);
    }

    <R> PostgresArrays ints(Collection<R> rows, Function<R, Integer> column) throws SQLException {
        return bind("int4", rows, column);
    }

    <R> PostgresArrays booleans(Collection<R> rows, Function<R, Boolean> column) throws SQLException {
        return bind("bool", rows, column);
    }

    <R> PostgresArrays times(Collection<R> rows, Function<R, @Nullable Instant> column) throws SQLException {
        return bind("timestamptz", rows, row -> {
            Instant time = column.apply(row);
            return time == null ? null : time.toString();
        });
    }

    private <R> PostgresArrays bind(String type, Collection<R> rows, Function<R, ? extends @Nullable Object> column)
            throws SQLException {
        @Nullable Object[] values = new @Nullable Object[rows.size()];
        int next = 0;
        for (R row : rows) {
            values[next++] = column.apply(row);
        }
        statement.setArray(++parameter, connection.createArrayOf(type, values));
        return this;
    }
}
