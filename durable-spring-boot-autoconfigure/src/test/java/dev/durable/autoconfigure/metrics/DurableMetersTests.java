package dev.durable.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.engine.DurableEngine;
import dev.durable.engine.testing.TestTransactions;
import dev.durable.failure.ErrorCode;
import dev.durable.history.EventType;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DurableMetersTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path DOCS = Path.of("..", "docs");

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final MeteredActivities activities = new MeteredActivities();
    private final DurableMeters meters = new DurableMeters(registry);
    private final InMemoryStore store = new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec());
    private final TestTransactions transactions = new TestTransactions(store::inTransaction);
    private final DurableEngine engine = DurableEngine.builder(store)
            .transactions(transactions)
            .workflow(MeteredWorkflow.class)
            .activity(MeteredActivities.class, () -> activities)
            .observer(meters)
            .build();

    private final DurableGauges gauges = new DurableGauges(
            engine.insight(),
            new StoreReading(() -> StoreFigures.read(engine.insight()), Clock.systemUTC(), StoreReading.PATIENCE));

    @BeforeEach
    void start() {
        gauges.bindTo(registry);
        engine.start();
    }

    @AfterEach
    void stop() {
        gauges.close();
        engine.stop().join();
    }

    @Test
    void workflowIsCountedFromItsStartToItsEnd() {
        run("metered-1", "Ada");

        assertThat(registry.get("durable.workflow.started")
                        .tag("workflow.type", "Metered")
                        .counter()
                        .count())
                .isEqualTo(1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(registry.get("durable.workflow.closed")
                                .tags("workflow.type", "Metered", "outcome", "completed")
                                .timer()
                                .count())
                        .isEqualTo(1));
        assertThat(registry.get("durable.turn").timer().count()).isPositive();
        assertThat(registry.get("durable.commit").timer().count()).isPositive();
        assertThat(registry.get("durable.commit.turns").summary().mean()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void attemptsAreTimedByTheirOutcome() {
        run("metered-1", "twice");

        assertThat(attempts("MeteredActivities.greet", "returned")).isEqualTo(1);
        assertThat(attempts("MeteredActivities.greet", "failed")).isEqualTo(1);
    }

    @Test
    void transactionThatIsNotCommittedIsAFailedAttemptAlthoughTheCodeReturned() {
        transactions.beforeCommit(() -> {
            throw new IllegalStateException("constraint violated");
        });

        run("metered-1", "book");

        assertThat(attempts("MeteredActivities.book", "failed")).isEqualTo(1);
        await().atMost(PATIENCE)
                .until(() -> registry.find("durable.activity.attempt")
                                .tag("outcome", "returned")
                                .timer()
                        != null);
        assertThat(attempts("MeteredActivities.book", "returned")).isEqualTo(1);
    }

    @Test
    void everyOutcomeOfAWorkflowHasItsTag() {
        assertThat(Arrays.stream(EventType.values()).map(Outcomes::of).distinct())
                .containsExactlyInAnyOrder(
                        "completed",
                        "failed",
                        "canceled",
                        "terminated",
                        "timed_out",
                        "continued_as_new",
                        "reset",
                        "other");
    }

    @Test
    void nonDeterminismReplaysAndPassivationsAreCounted() {
        everyRareThing();

        assertThat(registry.get("durable.workflow.code.failures")
                        .tag("error", "DUR-3001")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("durable.replay").timer().count()).isEqualTo(1);
        assertThat(registry.get("durable.replay.events").summary().totalAmount())
                .isEqualTo(12);
        assertThat(registry.get("durable.workflow.passivated").counter().count())
                .isEqualTo(1);
    }

    @Test
    void gaugesTellOfNodeAndQueues() {
        assertThat(gauge("durable.activity.slots")).isEqualTo(200);
        assertThat(gauge("durable.activity.running")).isZero();
        assertThat(gauge("durable.runs")).isZero();
        assertThat(gauge("durable.runs.cached")).isZero();
        assertThat(gauge("durable.runs.stuck")).isZero();
        assertThat(gauge("durable.queue.depth")).isZero();
        assertThat(gauge("durable.queue.age")).isZero();
        assertThat(gauge("durable.activity.waiting")).isZero();
        assertThat(gauge("durable.activity.waiting.age")).isZero();
        assertThat(gauge("durable.lease.remaining")).isPositive();
    }

    @Test
    void leaseOfAnEngineThatHasStoppedIsNothingWhateverTheDatabaseSays() {
        engine.stop().join();

        assertThat(gauge("durable.lease.remaining")).isZero();
    }

    @Test
    void queuesThatNobodyHostsAreSeenAsSoonAsSomethingWaitsOnThem() {
        engine.client().newWorkflow("Metered").id("printed").start("print");
        engine.client().newWorkflow("Metered").id("far").taskQueue("far").start("Ada");
        await().atMost(PATIENCE).until(() -> !store.activityBacklogs().isEmpty());

        gauge("durable.runs.stuck"); // has the database read
        await().atMost(PATIENCE)
                .until(() -> registry.find("durable.activity.waiting")
                                .tag("task.queue", "printing")
                                .gauge()
                        != null);

        assertThat(onQueue("durable.activity.waiting", "printing")).isEqualTo(1);
        assertThat(onQueue("durable.activity.waiting.age", "printing")).isNotNegative();
        assertThat(onQueue("durable.queue.depth", "printing")).isZero();
        assertThat(onQueue("durable.queue.depth", "far")).isEqualTo(1);
        assertThat(onQueue("durable.activity.waiting", "default")).isZero();
    }

    @Test
    void everyMeterHasADescription() {
        run("metered-1", "Ada");
        everyRareThing();
        await().atMost(PATIENCE)
                .until(() -> registry.find("durable.workflow.closed").timer() != null);

        assertThat(registry.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().getDescription())
                        .as(meter.getId().getName())
                        .isNotBlank());
    }

    @Test
    void everyMeterIsDocumentedAndNoOther() throws IOException {
        run("metered-1", "Ada");
        everyRareThing();
        await().atMost(PATIENCE)
                .until(() -> registry.find("durable.workflow.closed").timer() != null);

        Set<String> documented = Pattern.compile("(?m)^\\| `(durable[\\w.]+)` \\|")
                .matcher(Files.readString(DOCS.resolve("metrics.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(names());
    }

    @Test
    void dashboardAndAlertsAskForMetersThatExist() throws IOException {
        run("metered-1", "Ada");
        everyRareThing();
        await().atMost(PATIENCE)
                .until(() -> registry.find("durable.workflow.closed").timer() != null);
        Set<String> known =
                names().stream().map(name -> name.replace('.', '_')).collect(Collectors.toCollection(TreeSet::new));

        for (String file : List.of("grafana-dashboard.json", "prometheus-alerts.yml")) {
            String text = Files.readString(DOCS.resolve("monitoring").resolve(file));
            assertThat(Pattern.compile("\\bdurable_\\w+")
                            .matcher(text)
                            .results()
                            .map(hit -> base(hit.group())))
                    .as(file)
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(known).contains(name));
        }
    }

    /** Prometheus appends what a meter's type and unit call for. */
    private static String base(String series) {
        return series.replaceFirst("_(total|bucket|count|sum|max)$", "").replaceFirst("_(seconds|turns)$", "");
    }

    private void everyRareThing() {
        meters.codeFailed("Metered", ErrorCode.NON_DETERMINISM);
        meters.replayed("Metered", 12, Duration.ofMillis(3));
        meters.passivated("Metered");
    }

    private Set<String> names() {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(Meter.Id::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void run(String workflowId, String name) {
        engine.client().newWorkflow("Metered").id(workflowId).start(name);
        engine.client().workflow(workflowId).result(String.class, PATIENCE);
    }

    private long attempts(String activityType, String outcome) {
        return registry.get("durable.activity.attempt")
                .tags("activity.type", activityType, "outcome", outcome)
                .timer()
                .count();
    }

    private double onQueue(String name, String queue) {
        return registry.get(name).tag("task.queue", queue).gauge().value();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }
}
