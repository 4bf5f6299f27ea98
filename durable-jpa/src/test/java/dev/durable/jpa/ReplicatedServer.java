package dev.durable.jpa;

import dev.durable.jpa.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL with a hot standby that has whatever the primary has reported as committed (synchronous replication). Whoever connects gets the primary,
 * and while it does not answer, the standby, which refuses to write until it is promoted. Not thread-safe.
 */
final class ReplicatedServer implements AutoCloseable {

    private final RestartableServer primary;
    private final RestartableServer standby;

    /** Starts both; they keep their files below the directory. */
    ReplicatedServer(Path directory) throws IOException {
        Path primaryFiles = directory.resolve("primary");
        Path standbyFiles = directory.resolve("standby");
        primary = new RestartableServer(primaryFiles);
        try {
            primary.close();
            copy(primaryFiles, standbyFiles);
            configure(primaryFiles, "synchronous_standby_names = '*'");
            primary.start();
            configure(standbyFiles, "primary_conninfo = 'host=localhost port=" + port(primary) + " user=postgres'");
            Files.createFile(standbyFiles.resolve("standby.signal"));
            standby = new RestartableServer(standbyFiles);
        } catch (IOException | RuntimeException e) {
            primary.close();
            throw e;
        }
    }

    /** Ends the primary at once, as a crash does. */
    void crashPrimary() {
        primary.crash();
    }

    /** Makes the standby the primary. */
    void promoteStandby() {
        TestDatabase database = standby.database();
        try (var connection = DriverManager.getConnection(database.url(), database.username(), database.password());
                var statement = connection.createStatement()) {
            statement.execute("select pg_promote(true, 60)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    TestDatabase database() {
        String hosts = "localhost:" + port(primary) + ",localhost:" + port(standby);
        return new TestDatabase("jdbc:postgresql://" + hosts + "/postgres", "postgres", "postgres");
    }

    private static int port(RestartableServer server) {
        return URI.create(server.database().url().substring("jdbc:".length())).getPort();
    }

    private static void configure(Path files, String line) throws IOException {
        Files.write(files.resolve("postgresql.auto.conf"), List.of(line), StandardOpenOption.APPEND);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    // with the permissions, about which the server is strict
                    Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    @Override
    public void close() throws IOException {
        standby.close();
        primary.close();
    }
}
