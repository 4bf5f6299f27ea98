package dev.durable.benchmarks;

import dev.durable.client.WorkflowHandle;
import dev.durable.engine.DurableEngine;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Blocks thousands of workflows on one node, half of them in a timer and half until a signal comes, says what that costs in heap
 * and threads, and lets all complete. Meant to be run with a small heap. See {@code docs/benchmarks.md}.
 */
public final class SleepingWorkflows {

    private static final int CALLERS = 200;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final long MEGABYTE = 1024 * 1024;

    private final DurableEngine engine;
    private final int count;
    private final Instant timersDue;
    private final Queue<Sleeper> sleepers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger started = new AtomicInteger();

    private SleepingWorkflows(DurableEngine engine, int count, Instant timersDue) {
        this.engine = engine;
        this.count = count;
        this.timersDue = timersDue;
    }

    /** Blocks workflows, measures, and lets them complete; ends with an error if not all do. */
    public static void main(String[] args) throws Exception {
        Arguments arguments = Arguments.parse(args);
        int count = arguments.number("workflows", 10_000);
        Duration timer = Duration.ofSeconds(arguments.number("timer-seconds", 60));
        Report report = new Report();
        MachineFacts.addTo(report);
        try (BenchmarkDatabase database = BenchmarkDatabase.open(arguments)) {
            arguments.requireAllKnown();
            Report.Section facts = report.section("database");
            database.facts().forEach(facts::add);
            DurableEngine engine = DurableEngine.builder(database.store())
                    .workflow(SleepingWorkflow.class)
                    .build();
            engine.start();
            long heapBefore = heapInUse();
            SleepingWorkflows sleeping =
                    new SleepingWorkflows(engine, count, Instant.now().plus(timer));
            sleeping.block();
            Instant blocked = Instant.now();
            long heap = heapInUse();
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            if (Instant.now().isAfter(sleeping.timersDue)) {
                throw new IllegalStateException(
                        "Timers were due before all workflows were blocked: use --timer-seconds");
            }
            sleeping.signalAll();
            int completed = sleeping.awaitAll();
            report.section("sleepingWorkflows")
                    .add("workflows", count)
                    .add("blockedWithin", seconds(sleeping.timersDue.minus(timer), blocked), "s")
                    .add("heapBefore", heapBefore / MEGABYTE, "MB")
                    .add("heapWhileBlocked", heap / MEGABYTE, "MB")
                    .add("heapPerWorkflow", (double) (heap - heapBefore) / count / 1024, "kB")
                    .add("platformThreadsWhileBlocked", threads)
                    .add("completed", completed)
                    .add("lastCompletedAfterTimersWereDue", seconds(sleeping.timersDue, Instant.now()), "s");
            engine.stop().join();
        }
        report.printTable(System.out);
        report.printJson(System.out);
    }

    private void block() throws InterruptedException {
        Callers.repeat(CALLERS, count, () -> {
            int number = started.incrementAndGet();
            Duration duration = number % 2 == 0 ? null : Duration.between(Instant.now(), timersDue);
            WorkflowHandle<String> handle = engine.client()
                    .newWorkflow(SleepingWorkflow.class)
                    .id("sleeper-" + number)
                    .start(workflow -> workflow.sleep(duration));
            sleepers.add(new Sleeper(handle, handle.resultAsync(), duration == null));
            return 0;
        });
    }

    private void signalAll() throws InterruptedException {
        Queue<Sleeper> waiting = new ConcurrentLinkedQueue<>(sleepers);
        waiting.removeIf(sleeper -> !sleeper.waitsForSignal);
        Callers.repeat(CALLERS, waiting.size(), () -> {
            waiting.remove().handle.signal("wakeUp");
            return 0;
        });
    }

    /** Waits for every result and compares it with what the workflow waited for. */
    private int awaitAll() throws Exception {
        int completed = 0;
        for (Sleeper sleeper : sleepers) {
            String wokenBy = sleeper.result.get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
            if (!wokenBy.equals(sleeper.expected())) {
                throw new IllegalStateException(sleeper.handle.workflowId() + " was woken by " + wokenBy);
            }
            completed++;
        }
        if (completed != count) {
            throw new IllegalStateException(completed + " of " + count + " workflows completed");
        }
        return completed;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private record Sleeper(WorkflowHandle<String> handle, CompletableFuture<String> result, boolean waitsForSignal) {

        String expected() {
            return waitsForSignal ? SleepingWorkflow.WOKEN_BY_SIGNAL : SleepingWorkflow.WOKEN_BY_TIMER;
        }
    }
}
