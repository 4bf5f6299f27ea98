package dev.durable.jpa.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Lets one node at a time change the schema. */
interface SchemaLock {

    /** Work that changes the schema. */
    interface Change {
        void apply() throws SQLException;
    }

    /** Waits for the lock and applies the change, which uses the given connection. */
    void whileHeld(Connection connection, Change change) throws SQLException;

    static SchemaLock of(DatabasePlatform platform, DataSource dataSource, TableNames names) {
        if (platform == DatabasePlatform.POSTGRESQL) {
            return new AdvisoryLock(names.qualified(SchemaVersions.TABLE));
        }
        return platform == DatabasePlatform.H2
                ? new LockRow(dataSource, names)
                : new NamedLock("durable-" + Integer.toHexString(names.hashCode()));
    }

    /** PostgreSQL: held until the transaction ends, which includes the change, as its DDL is transactional. */
    record AdvisoryLock(String name) implements SchemaLock {

        @Override
        public void whileHeld(Connection connection, Change change) throws SQLException {
            try (PreparedStatement lock =
                    connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
                lock.setString(1, name);
                lock.execute();
            }
            change.apply();
        }
    }

    /** MySQL and MariaDB: held by the session, as DDL commits. */
    record NamedLock(String name) implements SchemaLock {

        private static final int TIMEOUT_SECONDS = 120;

        @Override
        public void whileHeld(Connection connection, Change change) throws SQLException {
            if (call(connection, "select get_lock(?, " + TIMEOUT_SECONDS + ")") != 1) {
                throw new SQLException("Another node has been changing the schema for " + TIMEOUT_SECONDS + " s");
            }
            try {
                change.apply();
            } finally {
                call(connection, "select release_lock(?)");
            }
        }

        private int call(Connection connection, String sql) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, name);
                try (ResultSet result = statement.executeQuery()) {
                    result.next();
                    return result.getInt(1);
                }
            }
        }
    }

    /** H2: a row that a second connection has locked, as DDL commits and there are no other locks that outlive that. */
    record LockRow(DataSource dataSource, TableNames names) implements SchemaLock {

        @Override
        public void whileHeld(Connection connection, Change change) throws SQLException {
            String table = names.qualified("schema_lock");
            try (Connection holder = dataSource.getConnection()) {
                boolean autoCommit = holder.getAutoCommit();
                holder.setAutoCommit(false);
                try (Statement statement = holder.createStatement()) {
                    statement.execute("create table if not exists " + table + " (id integer not null primary key)");
                    statement.execute("merge into " + table + " key (id) values (1)");
                    holder.commit();
                    statement.execute("select id from " + table + " for update wait 120");
                    change.apply();
                } finally {
                    holder.rollback();
                    holder.setAutoCommit(autoCommit);
                }
            }
        }
    }
}
