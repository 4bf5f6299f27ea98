package dev.durable.chaos.cluster;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server that can crash and start again with what it had stored. It is as durable as crashes of processes demand: a commit is in the
 * operating system's hands when it is reported. Not thread-safe.
 */
public final class Database implements AutoCloseable {

    private final Path directory;
    private final Path log;
    private final int port;
    private @Nullable EmbeddedPostgres server;

    /**
     * A new, empty database.
     *
     * @param directory where it keeps its files
     */
    public Database(Path directory, Path log) throws IOException {
        this.directory = directory;
        this.log = log;
        this.port = Ports.free();
        start();
    }

    /** Starts the server, with recovery if it had crashed. */
    void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(Duration.ofMinutes(2))
                // The default is a server that may lose what it has committed.
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("fsync", "off")
                .setServerConfig("max_wal_size", "2GB")
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Ends the server as a crash does: no connection is closed in an orderly way, and nothing is written down. */
    void crash() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(directory.resolve("postmaster.pid")).get(0).strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        Signals.send(postmaster, "QUIT");
        postmaster.onExit().join();
        close();
    }

    /** Breaks all connections but the own one. */
    void cutConnections() throws SQLException {
        execute("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
    }

    void execute(String statementText) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(statementText);
        }
    }

    /** A connection. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "");
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres?reWriteBatchedInserts=true";
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
