package dev.durable.benchmarks;

import dev.durable.jpa.schema.DatabasePlatform;
import dev.durable.jpa.schema.DurableSchema;
import dev.durable.jpa.schema.TableNames;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** A copy of the engine's tables that may be dropped. */
record ScratchTables(DataSource dataSource, TableNames names) {

    /** Makes the tables anew. */
    void create() throws SQLException {
        drop();
        new DurableSchema(dataSource, DatabasePlatform.of(dataSource), names).initialize();
    }

    void drop() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : existing(connection)) {
                statement.execute("drop table " + table);
            }
        }
    }

    private List<String> existing(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet result = connection
                .getMetaData()
                .getTables(
                        connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (result.next()) {
                String table = result.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                if (table.startsWith(names.prefix())) {
                    tables.add(table);
                }
            }
        }
        return tables;
    }
}
