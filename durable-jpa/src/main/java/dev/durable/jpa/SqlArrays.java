package dev.durable.jpa;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds columns of rows as arrays, one after another, to the parameters of a PostgreSQL statement. */
final class SqlArrays<R> {

    private final Connection connection;
    private final PreparedStatement statement;
    private final List<R> rows;
    private int parameter;

    /**
     * @param lastParameter the parameter after which these follow; 0 for none
     */
    SqlArrays(Connection connection, PreparedStatement statement, List<R> rows, int lastParameter) {
        this.connection = connection;
        this.statement = statement;
        this.rows = rows;
        this.parameter = lastParameter;
    }

    SqlArrays<R> uuids(Function<R, @Nullable UUID> column) throws SQLException {
        return bind("uuid", column, new @Nullable UUID[rows.size()]);
    }

    SqlArrays<R> ints(Function<R, @Nullable Integer> column) throws SQLException {
        return bind("int4", column, new @Nullable Integer[rows.size()]);
    }

    SqlArrays<R> booleans(Function<R, @Nullable Boolean> column) throws SQLException {
        return bind("bool", column, new @Nullable Boolean[rows.size()]);
    }

    SqlArrays<R> texts(Function<R, @Nullable String> column) throws SQLException {
        return bind("text", column, new @Nullable String[rows.size()]);
    }

    SqlArrays<R> times(Function<R, @Nullable Instant> column) throws SQLException {
        return bind(
                "timestamptz",
                row -> {
                    Instant time = column.apply(row);
                    return time == null ? null : time.toString();
                },
                new @Nullable String[rows.size()]);
    }

    int lastParameter() {
        return parameter;
    }

    private <T> SqlArrays<R> bind(String type, Function<R, @Nullable T> column, @Nullable T[] values)
            throws SQLException {
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        Array array = connection.createArrayOf(type, values);
        statement.setArray(++parameter, array);
        return this;
    }
}
