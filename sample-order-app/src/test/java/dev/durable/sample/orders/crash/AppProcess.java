package dev.durable.sample.orders.crash;

import static org.awaitility.Awaitility.await;

import dev.durable.sample.orders.SampleOrderApplication;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The application in a process of its own, on a port of its own choice. */
final class AppProcess implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

    private final Process process;
    private final Path log;
    private final URI address;

    private AppProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.address = await("start of the application")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(this::findAddress, found -> found != null);
    }

    /**
     * Starts the application and waits until it listens.
     *
     * @param directory its working directory
     * @param log file for its output
     * @param settings properties that differ from the defaults
     */
    static AppProcess start(Path directory, Path log, List<String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                SampleOrderApplication.class.getName(),
                "--server.port=0"));
        settings.forEach(setting -> command.add("--" + setting));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new AppProcess(process, log);
    }

    /** What the application has on its class path, which the tests' own classes and settings are no part of. */
    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(all.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes" + File.separator))
                .filter(entry -> !entry.endsWith("-tests.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private @Nullable URI findAddress() throws IOException {
        String output = Files.readString(log, StandardCharsets.UTF_8);
        if (!process.isAlive()) {
            throw new IllegalStateException("The application has ended:\n" + output);
        }
        Matcher started = STARTED.matcher(output);
        return started.find() ? URI.create("http://localhost:" + started.group(1)) : null;
    }

    URI address() {
        return address;
    }

    /** Ends the process as {@code kill -9} does, at once and without a chance to tidy up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
