package dev.durable.jpa.schema;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The schema of the store in one database: creates it, brings it up to date, and checks it. Which versions were applied is noted
 * in the table {@code durable_schema_version}. Any number of nodes may initialise at the same time. Thread-safe.
 *
 * <p>The scripts ({@code classpath:dev/durable/jpa/schema/<platform>/V<n>__….sql}, which is also how Flyway wants them; {@code
 * changelog.xml} beside the platforms is for Liquibase) may also be applied by other means, with
 * {@code ${prefix}} and {@code ${schema}} (empty, or the schema and a dot) replaced; then {@link #initialize()} must not be called,
 * and {@link #verify()} looks at the tables and their columns only.
 */
public final class DurableSchema {

    private final DataSource dataSource;
    private final DatabasePlatform platform;
    private final TableNames names;

    /** The schema of the given names in the database. */
    public DurableSchema(DataSource dataSource, DatabasePlatform platform, TableNames names) {
        this.dataSource = dataSource;
        this.platform = platform;
        this.names = names;
    }

    /**
     * Applies the versions that are missing, under a lock. If there are none, which is what most starts find, only looks.
     *
     * @throws DurableException if a script fails
     */
    public void initialize() {
        SchemaLock lock = SchemaLock.of(platform, dataSource, names);
        try (Connection connection = dataSource.getConnection()) {
            if (isCurrent(connection)) {
                return;
            }
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                lock.whileHeld(connection, () -> {
                    applyMissing(connection);
                    connection.commit();
                });
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw new DurableException(
                    ErrorCode.SCHEMA_MISMATCH,
                    "The tables " + names.qualified("…") + " could not be created or brought up to date: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Checks that all tables are there and not outdated.
     *
     * @throws DurableException {@code DUR-4003} if not
     */
    public void verify() {
        try (Connection connection = dataSource.getConnection()) {
            for (SchemaScript script : SchemaScript.ALL) {
                for (Map.Entry<String, List<String>> table :
                        script.columns(platform).entrySet()) {
                    verify(connection, table.getKey(), table.getValue());
                }
            }
            if (has(connection, SchemaVersions.TABLE, "version")) {
                int version = new SchemaVersions(names).current(connection);
                if (version < SchemaScript.CURRENT_VERSION) {
                    throw mismatch("The tables " + names.qualified("…") + " are of version " + version
                            + ", but version " + SchemaScript.CURRENT_VERSION + " is needed.");
                }
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException("The database could not be asked for its tables.", false, e);
        }
    }

    private boolean isCurrent(Connection connection) throws SQLException {
        boolean current = has(connection, SchemaVersions.TABLE, "version")
                && new SchemaVersions(names).current(connection) >= SchemaScript.CURRENT_VERSION;
        if (!connection.getAutoCommit()) {
            // whoever has the lock next must see what those before him have changed
            connection.rollback();
        }
        return current;
    }

    private void applyMissing(Connection connection) throws SQLException {
        SchemaVersions versions = new SchemaVersions(names);
        versions.createTable(connection);
        int current = versions.current(connection);
        for (SchemaScript script : SchemaScript.ALL) {
            if (script.version() > current) {
                apply(connection, script);
                versions.add(connection, script.version());
            }
        }
    }

    private void apply(Connection connection, SchemaScript script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : script.statements(platform, names)) {
                statement.execute(sql);
            }
        }
    }

    private void verify(Connection connection, String table, List<String> columns) throws SQLException {
        if (has(connection, table, String.join(", ", columns))) {
            return;
        }
        if (!has(connection, table, "1")) {
            throw mismatch("The table " + names.qualified(table) + " does not exist.");
        }
        for (String column : columns) {
            if (!has(connection, table, column)) {
                throw mismatch(
                        "The table " + names.qualified(table) + " is outdated: it has no column " + column + ".");
            }
        }
    }

    private boolean has(Connection connection, String table, String columns) throws SQLException {
        String sql = "select " + columns + " from " + names.qualified(table) + " where 1 = 0";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            return !result.next();
        } catch (SQLException e) {
            String state = e.getSQLState();
            // the table, the column or the schema is unknown
            if (state != null && (state.startsWith("42") || state.equals("3F000"))) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
                return false;
            }
            throw e;
        }
    }

    private static DurableException mismatch(String what) {
        return new DurableException(ErrorCode.SCHEMA_MISMATCH, what);
    }
}
