package dev.durable.chaos.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The application in a process of its own. One thread at a time changes its state; any thread may read its address. */
final class Node {

    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration RECOVERY = Duration.ofMinutes(5);
    private static final Duration SHUTDOWN = Duration.ofSeconds(40);

    private final int number;
    private final Path directory;
    private final List<String> settings;
    private int incarnation;
    private volatile @Nullable Process process;
    private volatile @Nullable URI address;

    /**
     * A node that does not run yet.
     *
     * @param directory where its logs and ledgers go
     * @param settings what is the same at each start
     */
    Node(int number, Path directory, List<String> settings) {
        this.number = number;
        this.directory = directory;
        this.settings = settings;
    }

    /** Starts it and waits until it listens. */
    void start() {
        if (!isStarted()) {
            throw new IllegalStateException("Node " + number + " has not started, see " + log());
        }
    }

    /** Starts it until it listens, as a supervisor does: without a database, say, a start fails. */
    void startAgain() {
        long deadline = System.nanoTime() + RECOVERY.toNanos();
        while (!isStarted()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Node " + number + " does not start any more, see " + log());
            }
        }
    }

    private boolean isStarted() {
        try {
            return isStartedOnce();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isStartedOnce() throws IOException {
        incarnation++;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                classPath(),
                "dev.durable.chaos.node.ChaosNode",
                "--chaos.ledger=" + directory.resolve(name() + ".ledger")));
        // All but the last keep their names, so that they take their runs back; that one gets a new name each time.
        if (number > 1) {
            command.add("--durable.cluster.node-name=node-" + number);
        }
        command.addAll(settings);
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        process = started;
        URI found = null;
        while (found == null && started.isAlive()) {
            pause(POLL);
            found = findAddress(log());
        }
        if (found == null) {
            return false;
        }
        address = found;
        return true;
    }

    private Path log() {
        return directory.resolve(name() + ".log");
    }

    private String name() {
        return "node-" + number + "-" + incarnation;
    }

    /** What this process has on its class path, without tests. */
    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(all.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes" + File.separator))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static @Nullable URI findAddress(Path log) throws IOException {
        Matcher started = STARTED.matcher(Files.readString(log, StandardCharsets.UTF_8));
        return started.find() ? URI.create("http://localhost:" + started.group(1)) : null;
    }

    /** Where it listens, or has listened last. */
    @Nullable
    URI address() {
        return address;
    }

    boolean isAlive() {
        Process current = process;
        return current != null && current.isAlive();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        Process current = process;
        if (current != null) {
            current.destroyForcibly().waitFor();
        }
    }

    /** Has it shut down. */
    void shutDown() throws InterruptedException {
        Process current = process;
        if (current != null) {
            current.destroy();
            if (!current.waitFor(SHUTDOWN.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Node " + number + " does not shut down");
            }
        }
    }

    /** Stops it in the midst of whatever it does. */
    void stop() {
        signal("STOP");
    }

    /** Has it go on as if nothing had happened. */
    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        Process current = process;
        if (current != null) {
            try {
                Signals.send(current.toHandle(), signal);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Lets time go by. */
    static void pause(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public String toString() {
        return "node " + number;
    }
}
