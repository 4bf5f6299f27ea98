package dev.durable.benchmarks;

import dev.durable.engine.DurableEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * What several nodes on one database do: take over from each other, come back, wake each other up, and share work. See {@code
 * docs/benchmarks.md}.
 */
public final class ClusterFigures {

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int ROUNDS = 3;
    private static final String SURVIVOR = "survivor";
    private static final String VICTIM = "victim";

    private final BenchmarkDatabase database;
    private final RunCounts runs;
    private final Report report;
    private final int blocked;
    private final int signals;
    private final int polledSignals;
    private final int workflows;
    private final int inFlight;

    private ClusterFigures(BenchmarkDatabase database, Report report, Arguments arguments) {
        this.database = database;
        this.report = report;
        this.runs = new RunCounts(Objects.requireNonNull(database.dataSource(), "needs PostgreSQL"));
        this.blocked = arguments.number("blocked", 10_000);
        this.signals = arguments.number("signals", 1_000);
        this.polledSignals = arguments.number("polled-signals", 30);
        this.workflows = arguments.number("workflows", 20_000);
        this.inFlight = arguments.number("in-flight", 500);
        arguments.requireAllKnown();
    }

    /** Measures one after another. */
    public static void main(String[] args) throws Exception {
        Arguments arguments = Arguments.parse(args);
        Report report = new Report();
        MachineFacts.addTo(report);
        try (BenchmarkDatabase database = BenchmarkDatabase.open(arguments)) {
            Report.Section facts = report.section("database");
            database.facts().forEach(facts::add);
            new ClusterFigures(database, report, arguments).run();
        }
        report.printTable(System.out);
        report.printJson(System.out);
    }

    private void run() throws Exception {
        crash();
        wakeUps(true, signals);
        wakeUps(false, polledSignals);
        throughput();
    }

    /** A node with open runs is killed twice: once it comes back, once it does not and another takes over. */
    private void crash() throws Exception {
        Report.Section section = report.section("crash").add("openRuns", blocked);
        String url = database.url();
        try (NodeProcess first = NodeProcess.start(url, VICTIM, blocked)) {
            first.awaitBlocked();
            first.kill();
            try (NodeProcess again = NodeProcess.start(url, VICTIM, 0)) {
                Instant up = again.awaitUp();
                Instant begun = awaitOwned(VICTIM, 1);
                Instant all = awaitOwned(VICTIM, blocked);
                section.add("firstRunsAreBackAfterBeingUp", seconds(up, begun), "s")
                        .add("allRunsAreBackAfterBeingUp", seconds(up, all), "s");
                takeOver(again, section);
            }
        }
    }

    private void takeOver(NodeProcess victim, Report.Section section) throws Exception {
        try (StoreConnection connection = database.another()) {
            DurableEngine survivor = DurableEngine.builder(connection.store())
                    .settings(NodeSettings.DEFAULT.named(SURVIVOR).toEngineSettings())
                    .workflow(SleepingWorkflow.class)
                    .build();
            survivor.start();
            Instant killed = victim.kill();
            Instant all = awaitOwned(SURVIVOR, blocked);
            section.add("allRunsAreTakenOverAfterKill", seconds(killed, all), "s");
            survivor.client()
                    .workflow(SleepingWorkflow.class, ClusterNode.PREFIX + blocked)
                    .signal(SleepingWorkflow::wakeUp);
            runs.await(() -> runs.closed(ClusterNode.PREFIX), closed -> closed == 1, PAUSE);
            survivor.stop().join();
        }
    }

    private Instant awaitOwned(String node, int count) throws Exception {
        runs.await(() -> runs.ownedBy(node), owned -> owned >= count, PAUSE);
        return Instant.now();
    }

    /** A client on one node signals a workflow that is open on another; how long until its code has seen that. */
    private void wakeUps(boolean notifications, int count) throws Exception {
        NodeSettings settings = NodeSettings.DEFAULT.withNotifications(notifications);
        try (StoreConnection here = database.another();
                StoreConnection there = database.another();
                OrderEngine caller = OrderEngine.start(here.store(), settings.toEngineSettings());
                WakeUps wakeUps = new WakeUps(there.store(), settings.onQueue("elsewhere"))) {
            Latencies latencies = wakeUps.measure(caller.client(), count);
            report.section(notifications ? "wakeUpOnAnotherNode" : "wakeUpOnAnotherNodeByPolls")
                    .add("signals", count)
                    .add("latencyP50", latencies.millis(50), "ms")
                    .add("latencyP95", latencies.millis(95), "ms")
                    .add("latencyP99", latencies.millis(99), "ms");
        }
    }

    /** The same load on one node, on two, and from one to another; in turns, since machines are noisy. */
    private void throughput() throws Exception {
        Latencies one = new Latencies();
        Latencies two = new Latencies();
        Latencies across = new Latencies();
        String queueOfB = "b";
        try (StoreConnection first = database.another();
                StoreConnection second = database.another();
                OrderEngine a = OrderEngine.start(first.store(), NodeSettings.DEFAULT.toEngineSettings());
                OrderEngine b = OrderEngine.start(
                        second.store(), NodeSettings.DEFAULT.onQueue(queueOfB).toEngineSettings(), 500_000_000)) {
            LongSupplier onB = () -> b.fulfilNext(b.client(), queueOfB);
            LongSupplier fromAToB = () -> b.fulfilNext(a.client(), queueOfB);
            for (int round = 0; round <= ROUNDS; round++) {
                long oneNow = nanos(a::fulfilNext);
                long twoNow = nanos(a::fulfilNext, onB);
                long acrossNow = nanos(fromAToB);
                if (round > 0) {
                    one.add(oneNow);
                    two.add(twoNow);
                    across.add(acrossNow);
                }
            }
        }
        report.section("throughput")
                .add("oneNode", workflowsASecond(one), "/s")
                .add("twoNodes", workflowsASecond(two), "/s")
                .add("startedOnOneExecutedOnAnother", workflowsASecond(across), "/s");
        report.section("ratios")
                .add("twoNodesToOne", workflowsASecond(two) / workflowsASecond(one), "×")
                .add("acrossToOne", workflowsASecond(across) / workflowsASecond(one), "×");
    }

    private double workflowsASecond(Latencies times) {
        return workflows / (times.millis(50) / 1e3);
    }

    /** How long it takes to do all workflows, in equal parts by each of the actions at the same time. */
    private long nanos(LongSupplier... actions) throws InterruptedException {
        long begin = System.nanoTime();
        Callers.repeatEach(inFlight / actions.length, workflows / actions.length, actions);
        return System.nanoTime() - begin;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }
}
