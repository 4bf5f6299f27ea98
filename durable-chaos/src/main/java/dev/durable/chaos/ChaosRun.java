package dev.durable.chaos;

import dev.durable.chaos.check.Checker;
import dev.durable.chaos.check.Verdict;
import dev.durable.chaos.cluster.Cluster;
import dev.durable.chaos.cluster.Faults;
import dev.durable.chaos.load.Load;
import dev.durable.chaos.work.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** One run: load under faults, quiet until all work is done, then the check. Its directory is left with logs, ledgers, database and the report;
 * the next run there begins with an empty one. */
final class ChaosRun {

    private static final Logger log = LoggerFactory.getLogger(ChaosRun.class);

    private static final String OPEN_RUNS = "select count(*) from durable_run where closed_at is null";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ChaosSettings settings;

    ChaosRun(ChaosSettings settings) {
        this.settings = settings;
    }

    ChaosReport run() throws IOException, SQLException, InterruptedException {
        log.info("{}", settings);
        FileSystemUtils.deleteRecursively(settings.directory());
        List<Work> works = IntStream.range(0, settings.workflows())
                .mapToObj(number -> Work.of(settings.seed(), number))
                .toList();
        try (Cluster cluster = Cluster.start(settings.nodes(), settings.directory());
                Faults faults = new Faults(cluster, settings.faultPause(), settings.seed());
                Load load = new Load(cluster)) {
            Instant begin = Instant.now();
            strikeUnderLoad(cluster, faults, load, works);
            awaitEndOfWork(cluster, load);
            Duration took = Duration.between(begin, Instant.now());
            cluster.endNodes();
            Instant checkBegin = Instant.now();
            Verdict verdict = new Checker(cluster).check(works, load.requests());
            Duration checkTook = Duration.between(checkBegin, Instant.now());
            ChaosReport report =
                    new ChaosReport(settings, took, checkTook, faults.made(), load.repeated(), load.refused(), verdict);
            Files.writeString(settings.directory().resolve("report.txt"), report.text());
            return report;
        }
    }

    private void strikeUnderLoad(Cluster cluster, Faults faults, Load load, List<Work> works)
            throws IOException, SQLException, InterruptedException {
        Instant end = Instant.now().plus(settings.duration());
        ScheduledExecutorService brake = Executors.newSingleThreadScheduledExecutor();
        try {
            brake.scheduleWithFixedDelay(() -> brake(cluster, load), 1, 1, TimeUnit.SECONDS);
            load.begin(works, settings.duration());
            while (Instant.now().isBefore(end) || !load.hasEnded() || faults.total() < settings.faults()) {
                faults.next();
            }
            log.info("{} faults; now all gets up again", faults.total());
            faults.end();
        } finally {
            brake.shutdownNow();
        }
    }

    private void brake(Cluster cluster, Load load) {
        try {
            long open = cluster.count(OPEN_RUNS);
            load.hold(open > settings.maxOpen());
            log.info("{} started, {} open", load.started(), open);
        } catch (SQLException e) {
            // The database is away.
        }
    }

    /** Waits as long as there is progress. */
    private static void awaitEndOfWork(Cluster cluster, Load load) throws SQLException, InterruptedException {
        long open = Long.MAX_VALUE;
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            long now = cluster.count(OPEN_RUNS);
            if (now == 0 && load.hasEnded()) {
                return;
            }
            if (now < open) {
                open = now;
                deadline = Instant.now().plus(PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        log.error("{} workflows do not end; have all calls been answered: {}", open, load.hasEnded());
    }
}
