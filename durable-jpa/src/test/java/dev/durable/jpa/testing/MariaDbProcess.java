package dev.durable.jpa.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/** A MariaDB server of our own, in a temporary folder, which ends with the JVM. Its settings are MariaDB's, but for what costs time. */
final class MariaDbProcess {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;
    private final String url;

    private MariaDbProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.url = "jdbc:mariadb://127.0.0.1:" + port + "/";
    }

    static MariaDbProcess start(MariaDbBinaries binaries) {
        try {
            Path folder = Files.createTempDirectory("mariadb");
            Path data = Files.createDirectory(folder.resolve("data"));
            Path log = folder.resolve("server.log");
            createSystemTables(binaries, folder, data, log);
            int port = freePort();
            Process process = new ProcessBuilder(command(
                            binaries,
                            data,
                            // nobody but this machine reaches it, and it holds nothing
                            "--skip-grant-tables",
                            "--bind-address=127.0.0.1",
                            "--port=" + port,
                            "--socket=" + folder.resolve("socket"),
                            "--skip-name-resolve",
                            // it would make a certificate first, which takes seconds
                            "--skip-ssl",
                            "--max-connections=300"))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
            MariaDbProcess server = new MariaDbProcess(process, log, port);
            Awaitility.await().atMost(PATIENCE).until(server::answers);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("MariaDB could not be started", e);
        }
    }

    /** For the user {@code root} without a password. */
    String url() {
        return url;
    }

    private static void createSystemTables(MariaDbBinaries binaries, Path folder, Path data, Path log)
            throws IOException {
        Path script = folder.resolve("system.sql");
        Files.writeString(script, "create database mysql;\nuse mysql;\n" + Files.readString(binaries.systemTables()));
        Process process = new ProcessBuilder(command(binaries, data, "--bootstrap"))
                .redirectInput(script.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("MariaDB could not create its own tables: " + Files.readString(log));
        }
    }

    private static List<String> command(MariaDbBinaries binaries, Path data, String... options) {
        List<String> command = new ArrayList<>(List.of(
                binaries.daemon().toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--lc-messages-dir=" + binaries.share(),
                "--character-sets-dir=" + binaries.share().resolve("charsets"),
                "--datadir=" + data,
                "--innodb-log-file-size=32M",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-flush-method=nosync"));
        command.addAll(List.of(options));
        return command;
    }

    private boolean answers() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("MariaDB ended at once: " + Files.readString(log));
        }
        try (Connection connection = DriverManager.getConnection(url, "root", "")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void end(Process process, Path folder) {
        try {
            process.destroyForcibly().onExit().join();
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
