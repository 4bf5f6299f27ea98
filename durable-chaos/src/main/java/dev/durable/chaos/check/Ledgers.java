package dev.durable.chaos.check;

import dev.durable.chaos.work.LedgerLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What activities have noted, on all nodes together. */
final class Ledgers {

    private final Map<LedgerLine, Integer> starts = new HashMap<>();

    private Ledgers() {}

    static Ledgers read(Path directory) throws IOException {
        Ledgers ledgers = new Ledgers();
        for (Path file : files(directory)) {
            String text = Files.readString(file);
            // A line without an end is one whose process was killed while it wrote it.
            text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .forEach(line -> ledgers.starts.merge(LedgerLine.parse(line), 1, Integer::sum));
        }
        return ledgers;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".ledger")).toList();
        }
    }

    boolean has(String activityType, String key, int attempt) {
        return starts.containsKey(new LedgerLine(activityType, key, attempt));
    }

    /** How many attempts were noted. */
    long attempts() {
        return starts.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** How many activities were noted. */
    long activities() {
        return starts.keySet().stream().map(LedgerLine::key).distinct().count();
    }

    /** Activities of a type that have started more than once. */
    List<String> startedAgain(String typeName) {
        Map<String, Integer> byKey = new HashMap<>();
        starts.forEach((line, number) -> {
            if (line.activityType().startsWith(typeName + ".")) {
                byKey.merge(line.key(), number, Integer::sum);
            }
        });
        List<String> again = new ArrayList<>();
        byKey.forEach((key, number) -> {
            if (number > 1) {
                again.add(key + " has started " + number + " times");
            }
        });
        return again;
    }
}
