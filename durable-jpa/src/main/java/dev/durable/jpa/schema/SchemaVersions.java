package dev.durable.jpa.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The table that says which versions of the schema were applied. */
final class SchemaVersions {

    static final String TABLE = "schema_version";

    private final String table;

    SchemaVersions(TableNames names) {
        this.table = names.qualified(TABLE);
    }

    void createTable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists " + table
                    + " (version integer not null primary key,"
                    + " applied_at timestamp(6) default current_timestamp(6) not null)");
        }
    }

    /** The highest version, 0 if none was applied. */
    int current(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("select coalesce(max(version), 0) from " + table);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getInt(1);
        }
    }

    void add(Connection connection, int version) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into " + table + " (version) values (?)")) {
            statement.setInt(1, version);
            statement.executeUpdate();
        }
    }
}
