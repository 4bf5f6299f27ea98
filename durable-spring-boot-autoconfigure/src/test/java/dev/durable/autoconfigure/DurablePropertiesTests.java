package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityCancellationType;
import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.engine.EngineSettings;
import dev.durable.engine.EngineSettings.ClientSettings;
import dev.durable.engine.EngineSettings.ClusterSettings;
import dev.durable.engine.EngineSettings.CommitSettings;
import dev.durable.engine.EngineSettings.WorkerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.FieldError;

class DurablePropertiesTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(PropertiesConfiguration.class);

    @Test
    void defaultsAreThoseOfTheEngine() {
        bind(properties -> assertThat(properties.toSettings(false)).isEqualTo(EngineSettings.DEFAULT));
    }

    @Test
    void tablesAreInitializedByDefault() {
        bind(properties -> assertThat(properties.jdbc())
                .isEqualTo(new DurableProperties.Jdbc(DatabaseInitializationMode.ALWAYS, null, "durable_", null)));
    }

    @Test
    void virtualThreadsAreHandedOn() {
        bind(properties -> assertThat(properties.toSettings(true).worker().virtualActivityThreads())
                .isTrue());
    }

    @Test
    void everySettingIsHandedOn() {
        bind(
                properties -> assertThat(properties.toSettings(false))
                        .isEqualTo(new EngineSettings(
                                new WorkerSettings(
                                        false,
                                        Set.of("orders", "mail"),
                                        7,
                                        8,
                                        9,
                                        false,
                                        Duration.ofSeconds(3),
                                        Duration.ofSeconds(4),
                                        Duration.ofSeconds(5),
                                        Duration.ofMillis(6)),
                                new CommitSettings(2, 50),
                                new ClusterSettings("node-1", Duration.ofSeconds(30), Duration.ofMillis(200)),
                                new ClientSettings(Duration.ofSeconds(8)),
                                Duration.ofSeconds(90))),
                "durable.worker.enabled=false",
                "durable.worker.task-queues=orders,mail",
                "durable.worker.max-concurrent-activities=7",
                "durable.worker.max-cached-runs=8",
                "durable.worker.threads=9",
                "durable.worker.grace-period=3s",
                "durable.worker.retry-interval=4s",
                "durable.worker.max-retry-interval=5s",
                "durable.worker.local-activity-wait=6ms",
                "durable.commit.lanes=2",
                "durable.commit.max-turns=50",
                "durable.cluster.node-name=node-1",
                "durable.cluster.lease-duration=30s",
                "durable.cluster.poll-interval=200ms",
                "durable.client.call-timeout=8s",
                "durable.activity.start-to-close-timeout=90s");
    }

    @Test
    void everyActivityOptionIsHandedOn() {
        bind(
                properties -> assertThat(properties.activities().get("Payments").toOptions())
                        .isEqualTo(new ActivityOptions(
                                "mail",
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                new RetryOptions(
                                        Duration.ofSeconds(5),
                                        1.5,
                                        Duration.ofSeconds(6),
                                        7,
                                        List.of("java.lang.IllegalStateException")),
                                ActivityCancellationType.ABANDON,
                                null)),
                "durable.activities[Payments].cancellation-type=abandon",
                "durable.activities[Payments].task-queue=mail",
                "durable.activities[Payments].start-to-close-timeout=1s",
                "durable.activities[Payments].schedule-to-start-timeout=2s",
                "durable.activities[Payments].schedule-to-close-timeout=3s",
                "durable.activities[Payments].heartbeat-timeout=4s",
                "durable.activities[Payments].retry.initial-interval=5s",
                "durable.activities[Payments].retry.backoff-coefficient=1.5",
                "durable.activities[Payments].retry.maximum-interval=6s",
                "durable.activities[Payments].retry.maximum-attempts=7",
                "durable.activities[Payments].retry.non-retryable-types=java.lang.IllegalStateException");
    }

    @Test
    void activityNameNeedsNoBracketsWithoutDots() {
        bind(
                properties -> assertThat(properties.activities()).containsOnlyKeys("Payments"),
                "durable.activities.Payments.start-to-close-timeout=1s");
    }

    @Test
    void activityNameMayContainDotsInBrackets() {
        bind(
                properties -> assertThat(properties.activities()).containsOnlyKeys("Payments.charge"),
                "durable.activities[Payments.charge].start-to-close-timeout=1s");
    }

    @Test
    void activityOptionsLeaveOpenWhatIsNotSet() {
        bind(
                properties -> assertThat(properties.activities().get("Payments").toOptions())
                        .isEqualTo(ActivityOptions.NONE.withRetry(RetryOptions.maximumAttempts(1))),
                "durable.activities[Payments].retry.maximum-attempts=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "durable.worker.task-queues=",
                "durable.worker.max-concurrent-activities=0",
                "durable.worker.max-cached-runs=-1",
                "durable.worker.threads=0",
                "durable.worker.grace-period=-1s",
                "durable.worker.retry-interval=0s",
                "durable.worker.max-retry-interval=500ms",
                "durable.worker.local-activity-wait=-1ms",
                "durable.commit.lanes=0",
                "durable.commit.max-turns=0",
                "durable.cluster.node-name=",
                "durable.cluster.lease-duration=0s",
                "durable.cluster.poll-interval=-1ms",
                "durable.client.call-timeout=0s",
                "durable.activity.start-to-close-timeout=0s",
                "durable.activities[Payments.charge].start-to-close-timeout=0s",
                "durable.activities[Payments].schedule-to-start-timeout=0s",
                "durable.activities[Payments].schedule-to-close-timeout=0s",
                "durable.activities[Payments].heartbeat-timeout=-1s",
                "durable.activities[Payments].task-queue=",
                "durable.activities[Payments].retry.initial-interval=0s",
                "durable.activities[Payments].retry.backoff-coefficient=0.5",
                "durable.activities[Payments].retry.maximum-interval=0s",
                "durable.activities[Payments].retry.maximum-attempts=-1",
                "durable.jdbc.table-prefix=drop table;",
                "durable.jdbc.schema=a-b",
                "durable.jdbc.schema=1a"
            })
    void wrongValueIsRefusedByName(String property) {
        String name = property.substring(0, property.indexOf('='));

        assertThat(mistakes(property)).containsExactly(ConfigurationPropertyName.of(name));
    }

    @Test
    void intervalsThatContradictEachOtherAreRefused() {
        assertThat(mistakes(
                        "durable.activities[Payments].retry.initial-interval=10s",
                        "durable.activities[Payments].retry.maximum-interval=5s"))
                .containsExactly(ConfigurationPropertyName.of("durable.activities[Payments].retry.maximum-interval"));
    }

    @Test
    void allMistakesAreReportedTogether() {
        assertThat(mistakes("durable.commit.lanes=0", "durable.worker.threads=0"))
                .containsExactlyInAnyOrder(
                        ConfigurationPropertyName.of("durable.commit.lanes"),
                        ConfigurationPropertyName.of("durable.worker.threads"));
    }

    @Test
    void clientOnlyApplicationNeedsNoTaskQueue() {
        bind(
                properties -> assertThat(properties.worker().taskQueues()).isEmpty(),
                "durable.worker.enabled=false",
                "durable.worker.task-queues=");
    }

    private void bind(Consumer<DurableProperties> assertions, String... properties) {
        runner.withPropertyValues(properties).run(context -> {
            assertThat(context).hasNotFailed();
            assertions.accept(context.getBean(DurableProperties.class));
        });
    }

    private List<ConfigurationPropertyName> mistakes(String... properties) {
        List<ConfigurationPropertyName> names = new ArrayList<>();
        runner.withPropertyValues(properties)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                BindValidationException.class,
                                e -> e.getValidationErrors().getAllErrors().stream()
                                        .map(FieldError.class::cast)
                                        .map(DurablePropertiesTests::property)
                                        .forEach(names::add)));
        return names;
    }

    private static ConfigurationPropertyName property(FieldError error) {
        return ConfigurationPropertyName.of(error.getObjectName())
                .append(DataObjectPropertyName.toDashedForm(error.getField()));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(DurableProperties.class)
    static class PropertiesConfiguration {}
}
