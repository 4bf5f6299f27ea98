package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityCancellationType;
import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.engine.EngineSettings;
import dev.durable.engine.EngineSettings.ClientSettings;
import dev.durable.engine.EngineSettings.ClusterSettings;
import dev.durable.engine.EngineSettings.CommitSettings;
import dev.durable.engine.EngineSettings.HistorySettings;
import dev.durable.engine.EngineSettings.QueueLimits;
import dev.durable.engine.EngineSettings.RetentionSettings;
import dev.durable.engine.EngineSettings.WorkerSettings;
import dev.durable.jpa.ForeignTransactions;
import dev.durable.payload.PayloadLimits;
import dev.durable.schedule.ScheduleOptions;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private static final String KEY = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(PropertiesConfiguration.class);

    @Test
    void defaultsAreThoseOfTheEngine() {
        bind(properties -> assertThat(properties.toSettings(false)).isEqualTo(EngineSettings.DEFAULT));
    }

    @Test
    void payloadsAreNotEncryptedAndHaveTheLimitsOfTheEngineByDefault() {
        bind(properties -> {
            assertThat(properties.payload().toLimits()).isEqualTo(PayloadLimits.DEFAULT);
            assertThat(properties.payload().encodeFailures()).isTrue();
            assertThat(properties.payload().encryption().toCodec()).isEmpty();
        });
    }

    @Test
    void payloadSettingsAreHandedOn() {
        bind(
                properties -> {
                    assertThat(properties.payload().toLimits()).isEqualTo(new PayloadLimits(3 * 1024, 500));
                    assertThat(properties.payload().encodeFailures()).isFalse();
                    assertThat(properties.payload().encryption().toCodec())
                            .get()
                            .hasToString("AES-GCM with current key '2026-03' of [2025-09, 2026-03]");
                },
                "durable.payload.max-size=3KB",
                "durable.payload.warn-size=500B",
                "durable.payload.encode-failures=false",
                "durable.payload.encryption.current-key=2026-03",
                "durable.payload.encryption.keys.2026-03=" + KEY,
                "durable.payload.encryption.keys.2025-09=AAAAAAAAAAAAAAAAAAAAAA==");
    }

    @Test
    void decryptOnlyNeedsNoCurrentKey() {
        bind(
                properties -> assertThat(properties.payload().encryption().toCodec())
                        .get()
                        .hasToString("AES-GCM with no current key of [k1]"),
                "durable.payload.encryption.decrypt-only=true",
                "durable.payload.encryption.keys.k1=" + KEY);
    }

    @Test
    void keysAreNotShown() {
        bind(
                properties -> assertThat(properties.toString())
                        .contains("k1=(hidden)")
                        .doesNotContain(KEY),
                "durable.payload.encryption.current-key=k1",
                "durable.payload.encryption.keys.k1=" + KEY);
    }

    @Test
    void currentKeyMustBeOneOfTheKeys() {
        assertThat(mistakes("durable.payload.encryption.current-key=k2", "durable.payload.encryption.keys.k1=" + KEY))
                .containsExactly(ConfigurationPropertyName.of("durable.payload.encryption.current-key"));
    }

    @Test
    void keysNeedACurrentOne() {
        assertThat(mistakes("durable.payload.encryption.keys.k1=" + KEY))
                .containsExactly(ConfigurationPropertyName.of("durable.payload.encryption.current-key"));
    }

    @Test
    void keysAreBase64OfTheRightLength() {
        assertThat(mistakes(
                        "durable.payload.encryption.current-key=k1",
                        "durable.payload.encryption.keys.k1=" + KEY,
                        "durable.payload.encryption.keys.k2=AAAAAAAAAAAAAAAAAAAAAAAA",
                        "durable.payload.encryption.keys.k3=no Base64"))
                .containsExactlyInAnyOrder(
                        ConfigurationPropertyName.of("durable.payload.encryption.keys[k2]"),
                        ConfigurationPropertyName.of("durable.payload.encryption.keys[k3]"));
    }

    @Test
    void tablesAreInitializedByDefault() {
        bind(properties -> assertThat(properties.jdbc())
                .isEqualTo(new DurableProperties.Jdbc(
                        DatabaseInitializationMode.ALWAYS, null, "durable_", null, ForeignTransactions.FAIL)));
    }

    @Test
    void limitsOfTaskQueuesAreHandedOn() {
        bind(
                properties -> assertThat(properties.toSettings(false).worker().queueLimits())
                        .isEqualTo(Map.of(
                                "video", new QueueLimits(2, 0.5),
                                "mail", new QueueLimits(null, 10.0))),
                "durable.task-queues.video.max-concurrent-activities=2",
                "durable.task-queues.video.max-activities-per-second=0.5",
                "durable.task-queues.mail.max-activities-per-second=10");
    }

    @Test
    void limitsOfTaskQueuesAndPrioritiesMustBeInTheirRange() {
        assertThat(mistakes(
                        "durable.task-queues.video.max-concurrent-activities=0",
                        "durable.task-queues.video.max-activities-per-second=-1",
                        "durable.activities.Payments.priority=6"))
                .containsExactlyInAnyOrder(
                        ConfigurationPropertyName.of("durable.task-queues[video].max-concurrent-activities"),
                        ConfigurationPropertyName.of("durable.task-queues[video].max-activities-per-second"),
                        ConfigurationPropertyName.of("durable.activities[Payments].priority"));
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
                                        Duration.ofSeconds(11),
                                        9,
                                        false,
                                        Duration.ofSeconds(3),
                                        Duration.ofSeconds(4),
                                        Duration.ofSeconds(5),
                                        new HistorySettings(100, 3_000_000, 200),
                                        Duration.ofSeconds(2),
                                        Duration.ofMillis(6),
                                        Map.of(),
                                        Duration.ofSeconds(7)),
                                new CommitSettings(2, 50),
                                new ClusterSettings(
                                        "node-1", Duration.ofSeconds(30), false, Duration.ofMillis(200), "7"),
                                new ClientSettings(Duration.ofSeconds(8)),
                                new RetentionSettings(Duration.ofDays(90), Duration.ofMinutes(30), 20),
                                Duration.ofSeconds(90))),
                "durable.worker.enabled=false",
                "durable.worker.task-queues=orders,mail",
                "durable.worker.max-concurrent-activities=7",
                "durable.worker.max-cached-runs=8",
                "durable.worker.passivate-after=11s",
                "durable.worker.threads=9",
                "durable.worker.grace-period=3s",
                "durable.worker.retry-interval=4s",
                "durable.worker.max-retry-interval=5s",
                "durable.worker.continue-as-new-suggested-after=100",
                "durable.worker.continue-as-new-suggested-size=3000000B",
                "durable.worker.max-history-length=200",
                "durable.worker.code-block-limit=2s",
                "durable.worker.local-activity-wait=6ms",
                "durable.worker.spill-over-after=7s",
                "durable.commit.lanes=2",
                "durable.commit.max-turns=50",
                "durable.cluster.node-name=node-1",
                "durable.cluster.lease-duration=30s",
                "durable.cluster.notifications=false",
                "durable.cluster.poll-interval=200ms",
                "durable.cluster.code-version=7",
                "durable.client.call-timeout=8s",
                "durable.retention.closed-after=90d",
                "durable.retention.interval=30m",
                "durable.retention.batch-size=20",
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
    void everyScheduleOptionIsHandedOn() {
        bind(
                properties -> {
                    assertThat(properties.schedules().get("nightly-report").toOptions())
                            .isEqualTo(new ScheduleOptions(
                                    "0 3 * * *", null, ZoneId.of("Europe/Berlin"), Duration.ofSeconds(30), true));
                    assertThat(properties.schedules().get("Cleanup").toOptions())
                            .isEqualTo(new ScheduleOptions(null, "6h/5h", null, null, false));
                },
                "durable.schedules.nightly-report.cron=0 3 * * *",
                "durable.schedules.nightly-report.zone=Europe/Berlin",
                "durable.schedules.nightly-report.jitter=30s",
                "durable.schedules.nightly-report.paused=true",
                "durable.schedules.Cleanup.every=6h/5h",
                "durable.schedules.Cleanup.paused=false");
    }

    @Test
    void cronAndIntervalTogetherAreRefused() {
        assertThat(mistakes("durable.schedules[Cleanup].cron=@daily", "durable.schedules[Cleanup].every=1d"))
                .containsExactly(ConfigurationPropertyName.of("durable.schedules[Cleanup].every"));
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
                "durable.worker.passivate-after=-1s",
                "durable.worker.threads=0",
                "durable.worker.grace-period=-1s",
                "durable.worker.retry-interval=0s",
                "durable.worker.retry-interval=999us",
                "durable.worker.max-retry-interval=500ms",
                "durable.worker.continue-as-new-suggested-after=0",
                "durable.worker.continue-as-new-suggested-size=0B",
                "durable.worker.max-history-length=3999",
                "durable.worker.local-activity-wait=-1ms",
                "durable.worker.spill-over-after=-1s",
                "durable.commit.lanes=0",
                "durable.commit.max-turns=0",
                "durable.cluster.node-name=",
                "durable.cluster.lease-duration=0s",
                "durable.cluster.lease-duration=999ms",
                "durable.cluster.poll-interval=-1ms",
                "durable.cluster.poll-interval=9ms",
                "durable.client.call-timeout=0s",
                "durable.client.call-timeout=99ms",
                "durable.payload.max-size=0B",
                "durable.payload.warn-size=-1KB",
                "durable.payload.encryption.current-key=k1",
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
                "durable.schedules[Cleanup].cron=",
                "durable.schedules[Cleanup].every=",
                "durable.schedules[Cleanup].jitter=-1s",
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
