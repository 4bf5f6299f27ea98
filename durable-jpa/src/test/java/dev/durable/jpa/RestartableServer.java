package dev.durable.jpa;

import static org.awaitility.Awaitility.await;

import dev.durable.jpa.testing.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A PostgreSQL of its own for a test, which can crash and come back with what was stored, at the same address. It is as durable as that demands: a commit is
 * in the operating system's hands when it is reported. Not thread-safe.
 */
final class RestartableServer implements AutoCloseable {

    private static final int FIRST_PORT = 15_000;
    private static final int LAST_PORT = 32_000;

    private final Path directory;
    private final int port;
    private EmbeddedPostgres server;

    /** Starts a new, empty one that keeps its files in the directory. */
    RestartableServer(Path directory) {
        this.directory = directory;
        this.port = unusedPort();
        start();
    }

    /** None of those that the operating system gives to connections, one of which could take it while the server is down. */
    private static int unusedPort() {
        return ThreadLocalRandom.current()
                .ints(FIRST_PORT, LAST_PORT)
                .filter(RestartableServer::isUnused)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isUnused(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts it again; it recovers from its log. */
    void start() {
        await("port " + port).atMost(Duration.ofMinutes(1)).until(() -> isUnused(port));
        try {
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it at once, as a crash does: whatever was under way is cut off. */
    void crash() {
        try {
            long pid = Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid"))
                    .get(0)
                    .strip());
            ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
            new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start().waitFor();
            postmaster.onExit().join();
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    TestDatabase database() {
        return new TestDatabase(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
