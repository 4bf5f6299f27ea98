package dev.durable.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The phases of an order load, one after another on the same database. */
final class OrderLoadPhases {

    private static final int COMMITS_OF_AN_ORDER = 5;
    private static final int ROUND = 50;
    private static final long BARE_WARMUP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final OrderLoadSettings settings;
    private final BenchmarkDatabase database;
    private final CountedCommits commits;
    private final OrderEngine engine;
    private final Report report;

    OrderLoadPhases(
            OrderLoadSettings settings,
            BenchmarkDatabase database,
            CountedCommits commits,
            OrderEngine engine,
            Report report) {
        this.settings = settings;
        this.database = database;
        this.commits = commits;
        this.engine = engine;
        this.report = report;
    }

    void run() throws Exception {
        note("warming up");
        Callers.repeat(settings.inFlight(), settings.warmup(), engine::fulfilNext);
        for (int i = 0; i < settings.alone(); i++) {
            engine.fulfilNext();
        }
        HikariDataSource dataSource = database.dataSource();
        if (dataSource == null) {
            alone(null);
            load();
            return;
        }
        double bareOrdersASecond;
        try (BareOrders bare = BareOrders.open(dataSource, database.tables())) {
            alone(bare);
            bareOrdersASecond = bareBatches(bare);
        }
        double ordersASecond = load();
        report.section("ratios").add("loadToBareBatches", ordersASecond / bareOrdersASecond, "×");
    }

    /** Workflows alone and bare commits take turns, so that what else goes on in the machine hits both. */
    private void alone(@Nullable BareOrders bare) throws Exception {
        note("one workflow alone");
        Latencies workflows = new Latencies();
        Latencies bareCommits = new Latencies();
        for (int done = 0; done < settings.alone(); done += ROUND) {
            for (int i = 0; i < ROUND; i++) {
                workflows.add(engine.fulfilNext());
            }
            for (int i = 0; bare != null && i < ROUND * COMMITS_OF_AN_ORDER; i++) {
                bareCommits.add(bare.commitOneRow());
            }
        }
        Measurement counted = Measurement.of(commits, database.gauge(), () -> {
            for (int i = 0; i < settings.alone(); i++) {
                engine.fulfilNext();
            }
        });
        double bareMillis = COMMITS_OF_AN_ORDER * bareCommits.millis(50);
        report.section("oneWorkflowAlone")
                .add("latencyP50", workflows.millis(50), "ms")
                .add("latencyP99", workflows.millis(99), "ms")
                .add("fiveBareCommitsP50", bareMillis, "ms");
        addCounts(report.section("oneWorkflowAlone"), counted, settings.alone());
        report.section("ratios").add("aloneToFiveBareCommits", workflows.millis(50) / bareMillis, "×");
    }

    private double bareBatches(BareOrders bare) throws Exception {
        note("bare JDBC");
        int batch = settings.maxTurns();
        long warm = System.nanoTime() + BARE_WARMUP_NANOS;
        while (System.nanoTime() < warm) {
            bare.commitOrders(batch);
        }
        int batches = Math.max(1, settings.workflows() / batch);
        int orders = batches * batch;
        Measurement measured = Measurement.of(commits, database.gauge(), () -> {
            for (int i = 0; i < batches; i++) {
                bare.commitOrders(batch);
            }
        });
        double ordersASecond = orders / measured.seconds();
        Report.Section section = report.section("bareJdbcBatches")
                .add("workflowsPerSecond", ordersASecond, "/s")
                .add("eventRowsPerSecond", ordersASecond * bare.eventsOfAnOrder(), "/s")
                .add("eventCharactersPerWorkflow", bare.charactersOfAnOrder());
        addServerCounts(section, measured, orders);
        return ordersASecond;
    }

    private double load() throws Exception {
        note("load");
        long eventsBefore = count("event");
        long runsBefore = count("run");
        Latencies latencies = new Latencies();
        Measurement measured = Measurement.of(
                commits,
                database.gauge(),
                () -> latencies.addAll(Callers.repeat(settings.inFlight(), settings.workflows(), engine::fulfilNext)));
        int workflows = settings.workflows();
        double ordersASecond = workflows / measured.seconds();
        Report.Section section = report.section("load")
                .add("workflowsPerSecond", ordersASecond, "/s")
                .add("latencyP50", latencies.millis(50), "ms")
                .add("latencyP99", latencies.millis(99), "ms");
        if (database.dataSource() != null) {
            section.add("eventRowsPerWorkflow", (double) (count("event") - eventsBefore) / workflows)
                    .add("runRowsPerWorkflow", (double) (count("run") - runsBefore) / workflows);
        }
        addCounts(section, measured, workflows);
        return ordersASecond;
    }

    private static void addCounts(Report.Section section, Measurement measured, int workflows) {
        CountedCommits.Reading engine = measured.engine();
        section.add("turnsPerWorkflow", (double) engine.turns() / workflows)
                .add("turnsPerCommit", (double) engine.turns() / engine.commits())
                .add("engineCommitsPerWorkflow", (double) engine.commits() / workflows)
                .add("databaseCommitsPerWorkflow", per(measured.server().transactions(), workflows));
        addServerCounts(section, measured, workflows);
    }

    private static void addServerCounts(Report.Section section, Measurement measured, int workflows) {
        ServerGauge.Reading server = measured.server();
        section.add("walBytesPerWorkflow", per(server.walBytes(), workflows), "B")
                .add("jvmCpuPerWorkflow", measured.cpuSeconds() * 1e6 / workflows, "µs")
                .add("databaseCpuPerWorkflow", per(server.cpuSeconds(), workflows / 1e6), "µs");
    }

    private static @Nullable Double per(@Nullable Double total, double divisor) {
        return total == null ? null : total / divisor;
    }

    private long count(String table) throws SQLException {
        HikariDataSource dataSource = database.dataSource();
        if (dataSource == null) {
            return 0;
        }
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select count(*) from " + database.tables().qualified(table))) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void note(String phase) {
        System.err.println("… " + phase);
    }
}
