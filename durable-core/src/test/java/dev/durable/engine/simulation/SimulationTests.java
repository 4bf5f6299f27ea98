package dev.durable.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Clusters under all kinds of faults, each from a seed. A seed that fails is repeated, with all that happened in it, by {@code
 * -Ddurable.simulation.seed=…}; {@code -Ddurable.simulation.seeds=…} runs more of them than usual, from {@code
 * -Ddurable.simulation.start=…} on, as many at a time as there are processors, or {@code -Ddurable.simulation.threads=…}.
 */
class SimulationTests {

    private static final int USUAL_SEEDS = 2_000;
    private static final int ALL_LINES = 1_000_000;

    private static Level logLevel;

    @BeforeAll
    static void logNothing() {
        logLevel = logger().getLevel();
        logger().setLevel(Level.OFF);
    }

    @AfterAll
    static void logAgain() {
        logger().setLevel(logLevel);
    }

    @Test
    void clustersKeepTheirPromisesWhateverHappensToThem() {
        Long seed = Long.getLong("durable.simulation.seed");
        if (seed != null) {
            repeat(seed);
            return;
        }
        long start = Long.getLong("durable.simulation.start", 1);
        Seeds seeds = new Seeds(start, start + Long.getLong("durable.simulation.seeds", USUAL_SEEDS));
        int threads = Integer.getInteger(
                "durable.simulation.threads", Runtime.getRuntime().availableProcessors());
        List<CompletableFuture<Void>> others = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            others.add(CompletableFuture.runAsync(seeds::simulate, task -> new Thread(task, "simulation").start()));
        }
        seeds.simulate();
        others.forEach(CompletableFuture::join);
        seeds.requireAllWell();
    }

    @Test
    void whatHappensFollowsFromTheSeed() {
        List<List<String>> first = new ArrayList<>();
        List<List<String>> second = new ArrayList<>();
        for (List<List<String>> traces : List.of(first, second)) {
            try (Workbench workbench = new Workbench()) {
                for (long seed = 1; seed <= 5; seed++) {
                    traces.add(workbench.simulate(seed, ALL_LINES).trace().lines());
                }
            }
        }

        assertThat(second).isEqualTo(first);
        assertThat(first).doesNotHaveDuplicates().allMatch(lines -> lines.size() > 500);
    }

    /** Runs one seed and shows all that happens. */
    private static void repeat(long seed) {
        try (Workbench workbench = new Workbench()) {
            try {
                workbench.simulate(seed, ALL_LINES);
            } finally {
                System.out.println(String.join("\n", workbench.last().trace().lines()));
            }
        }
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("dev.durable");
    }

    /** Seeds that threads take one by one, until all have been simulated or one has failed. */
    private static final class Seeds {

        private final AtomicLong next;
        private final long end;
        private final AtomicReference<AssertionError> failure = new AtomicReference<>();

        Seeds(long first, long end) {
            this.next = new AtomicLong(first);
            this.end = end;
        }

        void simulate() {
            try (Workbench workbench = new Workbench()) {
                long seed;
                while (failure.get() == null && (seed = next.getAndIncrement()) < end) {
                    simulate(workbench, seed);
                }
            }
        }

        private void simulate(Workbench workbench, long seed) {
            try {
                workbench.simulate(seed, 0);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(
                        null,
                        new AssertionError(
                                e.getMessage() + "\nRepeat it: mvn -pl durable-core test -Dtest=SimulationTests"
                                        + " -Ddurable.simulation.seed=" + seed,
                                e));
            }
        }

        void requireAllWell() {
            AssertionError first = failure.get();
            if (first != null) {
                throw first;
            }
        }
    }
}
