package dev.durable.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A {@link ClusterNode} seen from outside. */
final class NodeProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private NodeProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts a node in a JVM like this one.
     *
     * @param blocked workflows that it begins
     */
    static NodeProcess start(String url, String name, int blocked) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(ClusterNode.class.getName());
        command.add("--url=" + url);
        command.add("--name=" + name);
        command.add("--blocked=" + blocked);
        return new NodeProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Waits until it is up; when it was. */
    Instant awaitUp() throws IOException {
        return Instant.parse(await(ClusterNode.UP).substring(ClusterNode.UP.length()));
    }

    /** Waits until its workflows are blocked. */
    void awaitBlocked() throws IOException {
        await(ClusterNode.BLOCKED);
    }

    private String await(String beginning) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new IllegalStateException("The node has ended");
    }

    /** As {@code kill -9}: when that was. */
    Instant kill() throws InterruptedException {
        Instant now = Instant.now();
        process.destroyForcibly();
        process.waitFor();
        return now;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
