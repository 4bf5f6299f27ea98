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
        "commit_delay",
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
        this.processes = local ? ServerProcesses.ofBackend(backendPid(dataSource)) : null;
    }

    private static int backendPid(HikariDataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            return Integer.parseInt(text(statement, "select pg_backend_pid()"));
        }
    }

    @Override
    public Reading read() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            Double cpu = processes == null ? null : processes.cpuSeconds();
            String wal = text(statement, "select pg_current_wal_insert_lsn() - '0/0'::pg_lsn");
            awaitStatistics(statement);
            String commits =
                    text(statement, "select xact_commit from pg_stat_database where datname = current_database()");
            return new Reading(Double.valueOf(commits), Double.valueOf(wal), cpu);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL's counters could not be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for PostgreSQL's counters", e);
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

    /**
     * A backend hands in what it has counted when it is told to, a while after its last transaction, or when it ends: this one is told
     * to, and all others of ours are ended.
     */
    private void awaitStatistics(Statement statement) throws SQLException, InterruptedException {
        // Connections that are in use cannot be ended: they are those of the yardsticks.
        int inUse = dataSource.getHikariPoolMXBean().getActiveConnections() - 1;
        String others = "select count(*) from pg_stat_activity where datname = current_database()"
                + " and pid <> pg_backend_pid() and backend_start < '" + text(statement, "select clock_timestamp()")
                + "'";
        text(statement, "select pg_stat_force_next_flush()");
        dataSource.getHikariPoolMXBean().softEvictConnections();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        while (Integer.parseInt(text(statement, others)) > inUse && System.nanoTime() < deadline) {
            // the server tells nobody when a backend has ended, so ask again; CPU and log position were read before
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
