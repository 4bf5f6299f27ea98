package dev.durable.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.durable.engine.DurableEngine;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Has a million workflows sleep on one node with a small heap; says what that costs while nothing happens, and how quickly a burst of
 * timers that are due at the same time is worked off. See {@code docs/benchmarks.md}.
 */
public final class PassivatedWorkflows {

    private static final int CALLERS = 200;
    private static final Duration PASSIVATE_AFTER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofDays(30);
    private static final String BURST = "burst-";
    private static final double MEGABYTE = 1024 * 1024;

    private final DurableEngine engine;
    private final RunCounts runs;

    private PassivatedWorkflows(DurableEngine engine, RunCounts runs) {
        this.engine = engine;
        this.runs = runs;
    }

    /** Starts workflows, lets them leave memory, looks for a while, and wakes some up. */
    public static void main(String[] args) throws Exception {
        Arguments arguments = Arguments.parse(args);
        int count = arguments.number("workflows", 1_000_000);
        int burst = arguments.number("burst", 10_000);
        int idleSeconds = arguments.number("idle-seconds", 60);
        Report report = new Report();
        MachineFacts.addTo(report);
        try (BenchmarkDatabase database = BenchmarkDatabase.open(arguments)) {
            arguments.requireAllKnown();
            Report.Section facts = report.section("database");
            database.facts().forEach(facts::add);
            HikariDataSource dataSource = Objects.requireNonNull(database.dataSource(), "needs a database");
            DurableEngine engine = DurableEngine.builder(database.store())
                    .settings(NodeSettings.DEFAULT
                            .passivatingAfter(PASSIVATE_AFTER)
                            .toEngineSettings())
                    .workflow(SleepingWorkflow.class)
                    .build();
            engine.start();
            PassivatedWorkflows passivated = new PassivatedWorkflows(engine, new RunCounts(dataSource));
            passivated.sleep(count, report.section("sleepingWorkflows"));
            passivated.idle(database.gauge(), idleSeconds, report.section("idle"));
            passivated.burst(burst, report.section("burst"));
            engine.stop().join();
        }
        report.printTable(System.out);
        report.printJson(System.out);
    }

    private void sleep(int count, Report.Section section) throws Exception {
        double heapBefore = heapInUse();
        long begin = System.nanoTime();
        start("sleeper-", count, null);
        double started = seconds(begin);
        runs.await(runs::owned, owned -> owned == 0, PAUSE);
        section.add("workflows", count)
                .add("startedPerSecond", count / started, "/s")
                .add("allOutOfMemoryAfter", seconds(begin) - started, "s")
                .add("heapBefore", heapBefore, "MB")
                .add("heapWhileSleeping", heapInUse(), "MB")
                .add("largestHeap", Runtime.getRuntime().maxMemory() / MEGABYTE, "MB");
        runs.analyze();
    }

    private void idle(ServerGauge gauge, int idleSeconds, Report.Section section) throws InterruptedException {
        ServerGauge.Reading before = gauge.read();
        TimeUnit.SECONDS.sleep(idleSeconds);
        ServerGauge.Reading spent = gauge.read().since(before);
        Double transactions = spent.transactions();
        Double cpu = spent.cpuSeconds();
        section.add("seconds", idleSeconds)
                .add("transactionsPerSecond", transactions == null ? null : transactions / idleSeconds, "/s")
                .add("databaseCpu", cpu == null ? null : 100 * cpu / idleSeconds, "%");
    }

    private void burst(int count, Report.Section section) throws Exception {
        Instant due = Instant.now().plusSeconds(20 + count / 1000);
        start(BURST, count, due);
        runs.await(runs::owned, owned -> owned == 0, PAUSE);
        if (!Instant.now().isBefore(due)) {
            throw new IllegalStateException("Timers were due before all workflows had left memory");
        }
        runs.await(() -> runs.closed(BURST), closed -> closed == count, PAUSE);
        Instant last = Objects.requireNonNull(runs.lastClosed(BURST));
        double seconds = Duration.between(due, last).toMillis() / 1e3;
        section.add("timersDueAtOnce", count)
                .add("lastCompletedAfter", seconds, "s")
                .add("workflowsPerSecond", count / seconds, "/s");
    }

    /**
     * Starts workflows that sleep.
     *
     * @param due when they wake up; null for long after the benchmark
     */
    private void start(String prefix, int count, @Nullable Instant due) throws InterruptedException {
        AtomicInteger started = new AtomicInteger();
        Callers.repeat(CALLERS, count, () -> {
            Duration duration = due == null ? LONG : Duration.between(Instant.now(), due);
            engine.client()
                    .newWorkflow(SleepingWorkflow.class)
                    .id(prefix + started.incrementAndGet())
                    .start(workflow -> workflow.sleep(duration));
            return 0;
        });
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
    }
}
