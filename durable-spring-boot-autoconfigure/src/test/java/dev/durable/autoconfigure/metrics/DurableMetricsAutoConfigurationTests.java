package dev.durable.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.autoconfigure.DurableAutoConfiguration;
import dev.durable.autoconfigure.DurableEngineCustomizer;
import dev.durable.client.WorkflowClient;
import dev.durable.engine.testing.TestTransactions;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.DurableStore;
import dev.durable.store.memory.InMemoryStore;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Meters in an application, as Spring Boot gives it a registry. */
class DurableMetricsAutoConfigurationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InMemoryStore store = new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec());
    private final MeteredActivities activities = new MeteredActivities();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DurableAutoConfiguration.class,
                    DurableMetricsAutoConfiguration.class,
                    MetricsAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class,
                    SimpleMetricsExportAutoConfiguration.class))
            .withBean(DurableStore.class, () -> store)
            .withBean(
                    DurableEngineCustomizer.class,
                    () -> builder -> builder.workflow(MeteredWorkflow.class)
                            .transactions(new TestTransactions(store::inTransaction))
                            .activity(MeteredActivities.class, () -> activities))
            .withPropertyValues(
                    "durable.worker.passivate-after=1ms",
                    "durable.cluster.poll-interval=50ms",
                    "durable.worker.retry-interval=10ms");

    @Test
    void everyMeterThatIsDocumentedIsFed() {
        runner.run(context -> {
            WorkflowClient client = context.getBean(WorkflowClient.class);
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            client.newWorkflow("Metered").id("greeting").start("twice");
            client.newWorkflow("Metered").id("sleeping").start("sleep");
            client.newWorkflow("Metered").id("failing").start("fail");
            client.workflow("greeting").result(String.class, PATIENCE);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(fed(registry)).contains("durable.workflow.passivated"));
            client.workflow("sleeping").cancel(); // which takes a replay

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(fed(registry)).isEqualTo(documented()));
        });
    }

    @Test
    void contextLeavesNoThreadBehind() {
        Set<Thread> before = readers();
        Set<Thread> started = new HashSet<>();

        runner.run(context -> {
            context.getBean(MeterRegistry.class)
                    .get("durable.runs.stuck")
                    .gauge()
                    .value();
            started.addAll(readers());
            started.removeAll(before);
            assertThat(started).hasSize(1);
        });

        await().atMost(Duration.ofSeconds(10)).until(() -> started.stream().noneMatch(Thread::isAlive));
    }

    private static Set<Thread> readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("durable-metrics"))
                .collect(Collectors.toSet());
    }

    /** Those that have a value, and more than none if they count or time something. */
    private static Set<String> fed(MeterRegistry registry) {
        return registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("durable."))
                .filter(DurableMetricsAutoConfigurationTests::hasValue)
                .map(meter -> meter.getId().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean hasValue(Meter meter) {
        return StreamSupport.stream(meter.measure().spliterator(), false)
                .filter(measurement ->
                        measurement.getStatistic() == Statistic.COUNT || measurement.getStatistic() == Statistic.VALUE)
                .mapToDouble(Measurement::getValue)
                .allMatch(value -> meter.getId().getType() == Meter.Type.GAUGE ? !Double.isNaN(value) : value > 0);
    }

    private static Set<String> documented() {
        try {
            return Pattern.compile("(?m)^\\| `(durable[\\w.]+)` \\|")
                    .matcher(Files.readString(Path.of("..", "docs", "metrics.md")))
                    .results()
                    .map(row -> row.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
