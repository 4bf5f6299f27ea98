package dev.durable.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Measures the engine with order workflows, one alone and many at once, beside what the same database does for bare JDBC. See
 * {@code docs/benchmarks.md}.
 */
public final class OrderLoad {

    private OrderLoad() {}

    /** Runs all phases and prints what they found. */
    public static void main(String[] args) throws Exception {
        Arguments arguments = Arguments.parse(args);
        String json = arguments.optionalText("json");
        OrderLoadSettings settings = OrderLoadSettings.of(arguments);
        Report report = new Report();
        MachineFacts.addTo(report);
        try (BenchmarkDatabase database = BenchmarkDatabase.open(arguments)) {
            arguments.requireAllKnown();
            Report.Section facts = report.section("database");
            database.facts().forEach(facts::add);
            settings.addTo(report);
            CountedCommits commits = new CountedCommits();
            try (OrderEngine engine = OrderEngine.start(commits.countingOn(database.store()), settings.engine())) {
                new OrderLoadPhases(settings, database, commits, engine, report).run();
            }
        }
        report.printTable(System.out);
        report.printJson(System.out);
        if (json != null) {
            Files.writeString(Path.of(json), report.json());
        }
    }
}
