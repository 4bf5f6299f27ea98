package dev.durable.jpa;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.jpa.schema.DatabasePlatform;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends single-row statements as JDBC batches. */
final class SqlBatches {

    /** Binds a row to the parameters of a statement. */
    interface Binding<R> {
        Parameters bind(Parameters parameters, R row) throws SQLException;
    }

    private final SqlValues values;

    SqlBatches(DatabasePlatform platform) {
        this.values = SqlValues.of(platform);
    }

    <R> int[] execute(Connection connection, String sql, Collection<R> rows, Binding<R> binding) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (R row : rows) {
                binding.bind(parameters(statement), row);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    /** A batch whose counts are the fence, so a driver that is set not to tell them cannot be used. */
    <R> int[] executeCounted(Connection connection, String sql, Collection<R> rows, Binding<R> binding)
            throws SQLException {
        int[] counts = execute(connection, sql, rows, binding);
        if (Arrays.stream(counts).anyMatch(count -> count == Statement.SUCCESS_NO_INFO)) {
            throw new DurableException(
                    ErrorCode.STORE_FAILED,
                    "The JDBC driver does not tell how many rows a batch of updates has changed (useBulkStmts of MariaDB's"
                            + " driver has to be off).");
        }
        return counts;
    }

    Parameters parameters(PreparedStatement statement) {
        return new Parameters(statement);
    }

    /** Binds parameters of a statement, one after another. */
    final class Parameters {

        private final PreparedStatement statement;
        private int parameter;

        private Parameters(PreparedStatement statement) {
            this.statement = statement;
        }

        Parameters uuid(@Nullable UUID uuid) throws SQLException {
            values.setUuid(statement, ++parameter, uuid);
            return this;
        }

        Parameters text(@Nullable String text) throws SQLException {
            statement.setString(++parameter, text);
            return this;
        }

        Parameters number(int number) throws SQLException {
            statement.setInt(++parameter, number);
            return this;
        }

        Parameters optionalNumber(@Nullable Short number) throws SQLException {
            return object(number, Types.SMALLINT);
        }

        Parameters longNumber(@Nullable Long number) throws SQLException {
            return object(number, Types.BIGINT);
        }

        Parameters doubleNumber(@Nullable Double number) throws SQLException {
            return object(number, Types.DOUBLE);
        }

        Parameters optionalFlag(@Nullable Boolean flag) throws SQLException {
            return object(flag, Types.BOOLEAN);
        }

        Parameters flag(boolean flag) throws SQLException {
            statement.setBoolean(++parameter, flag);
            return this;
        }

        Parameters time(@Nullable Instant time) throws SQLException {
            values.setTime(statement, ++parameter, time);
            return this;
        }

        private Parameters object(@Nullable Object value, int type) throws SQLException {
            if (value == null) {
                statement.setNull(++parameter, type);
            } else {
                statement.setObject(++parameter, value, type);
            }
            return this;
        }
    }
}
