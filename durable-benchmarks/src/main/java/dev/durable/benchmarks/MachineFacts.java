package dev.durable.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where and when a measurement was made. */
final class MachineFacts {

    private static final Path CPU = Path.of("/proc/cpuinfo");

    private MachineFacts() {}

    static void addTo(Report report) {
        Runtime runtime = Runtime.getRuntime();
        report.section("machine")
                .add("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .add("jdk", Runtime.version().toString())
                .add("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .add("processors", runtime.availableProcessors())
                .add("processorModel", processorModel())
                .add("maxHeap", runtime.maxMemory() / (1024 * 1024), "MB");
    }

    private static @Nullable String processorModel() {
        if (!Files.isReadable(CPU)) {
            return null;
        }
        try (Stream<String> lines = Files.lines(CPU)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }
}
