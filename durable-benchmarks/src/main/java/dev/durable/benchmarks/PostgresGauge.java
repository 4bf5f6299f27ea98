package dev.durable.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads PostgreSQL's counters. Nobody else should use the server meanwhile. */
final class PostgresGauge implements ServerGauge {

    private static final String[] SETTINGS = {
        "fsync",
        "synchronous_commit",
        "full_page_writes",
        "wal_level",
        "wal_sync_method",
        "shared_buffers",
        "max_wal_size",
        "autovacuum"
    };

    private final HikariDataSource dataSource;
    private final @Nullable ServerProcesses processes;

    /**
     * @param local whether the server runs on this machine, so that its processes can be looked at
     */
    PostgresGauge(HikariDataSource dataSource, boolean local) throws SQLException {
        this.dataSource = dataSource;
        this.processes = local ? ServerProcesses.ofBackend((int) number("select pg_backend_pid()")) : null;
    }

    @Override
    public Reading read() {
        try {
            Double cpu = processes == null ? null : processes.cpuSeconds();
            flushStatistics();
            return new Reading(
                    number("select xact_commit from pg_stat_database where datname = current_database()"),
                    number("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn"),
                    cpu);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL's counters could not be read", e);
        }
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            facts.put("server", text(statement, "show server_version"));
            for (String setting : SETTINGS) {
                facts.put(setting, text(statement, "show " + setting));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL's settings could not be read", e);
        }
        return facts;
    }

    /** A backend hands in what it has counted a while after its last transaction, or when it ends: so we end all of ours. */
    private void flushStatistics() throws SQLException {
        String others = "select count(*) from pg_stat_activity where datname = current_database()"
                + " and pid <> pg_backend_pid() and backend_start < '" + text("select clock_timestamp()") + "'";
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        do {
            dataSource.getHikariPoolMXBean().softEvictConnections();
        } while (number(others) > 0 && System.nanoTime() < deadline);
    }

    private double number(String sql) throws SQLException {
        return Double.parseDouble(text(sql));
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            return text(statement, sql);
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
