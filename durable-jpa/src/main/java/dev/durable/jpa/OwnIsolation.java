package dev.durable.jpa;

import dev.durable.jpa.schema.DatabasePlatform;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** How transactions of the store's own come to read committed, which is all they need. */
enum OwnIsolation {
    /** By the database's default, or by what the application has set, which may be stricter. */
    AS_CONFIGURED {
        @Override
        void ofNextTransaction(Connection connection) {}
    },
    /**
     * MySQL and MariaDB repeat reads by default: they lock the gaps between rows, in which others insert, and so make deadlocks of
     * what is none. Said for one transaction, since the connection is the application's again afterwards.
     */
    READ_COMMITTED {
        @Override
        void ofNextTransaction(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set transaction isolation level read committed");
            }
        }
    };

    static OwnIsolation of(DatabasePlatform platform) {
        return switch (platform) {
            case POSTGRESQL, H2 -> AS_CONFIGURED;
            case MYSQL, MARIADB -> READ_COMMITTED;
        };
    }

    /** Whether transactions of the application may not see what was committed since they read first; locking reads do. */
    boolean repeatsReads() {
        return this == READ_COMMITTED;
    }

    abstract void ofNextTransaction(Connection connection) throws SQLException;
}
