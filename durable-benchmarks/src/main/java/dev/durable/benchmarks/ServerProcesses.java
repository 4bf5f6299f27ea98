package dev.durable.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The processes of a PostgreSQL server on this machine, as Linux shows them below {@code /proc}. */
final class ServerProcesses {

    private static final Path PROC = Path.of("/proc");
    private static final double TICKS_A_SECOND = 100;

    private final int postmaster;

    private ServerProcesses(int postmaster) {
        this.postmaster = postmaster;
    }

    /** The server of one of its backends, or null if there is no such process here. */
    static @Nullable ServerProcesses ofBackend(int pid) {
        Stat backend = Stat.of(PROC.resolve(Integer.toString(pid)));
        return backend == null || !backend.command.startsWith("postgres") ? null : new ServerProcesses(backend.parent);
    }

    /** What all processes have used, including those that have ended. */
    @Nullable
    Double cpuSeconds() {
        try (Stream<Path> entries = Files.list(PROC)) {
            List<Stat> processes = entries.filter(
                            entry -> entry.getFileName().toString().matches("\\d+"))
                    .flatMap(entry -> Stream.ofNullable(Stat.of(entry)))
                    .filter(process -> process.pid == postmaster || process.parent == postmaster)
                    .toList();
            long ticks = processes.stream()
                    .mapToLong(
                            process -> process.ownTicks + (process.pid == postmaster ? process.endedChildrenTicks : 0))
                    .sum();
            return ticks / TICKS_A_SECOND;
        } catch (IOException e) {
            return null;
        }
    }

    private record Stat(int pid, String command, int parent, long ownTicks, long endedChildrenTicks) {

        static @Nullable Stat of(Path process) {
            try {
                String line = Files.readString(process.resolve("stat"));
                int open = line.indexOf('(');
                int close = line.lastIndexOf(')');
                String[] rest = line.substring(close + 2).split(" ");
                return new Stat(
                        Integer.parseInt(line.substring(0, open - 1)),
                        line.substring(open + 1, close),
                        Integer.parseInt(rest[1]),
                        Long.parseLong(rest[11]) + Long.parseLong(rest[12]),
                        Long.parseLong(rest[13]) + Long.parseLong(rest[14]));
            } catch (IOException e) {
                // It has ended, or there is no such thing as /proc here.
                return null;
            }
        }
    }
}
