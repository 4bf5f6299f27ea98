package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(Lifecycle.PER_CLASS)
class ConfigurationMetadataTests {

    /** What has no default, because leaving it out means something of its own. */
    private static final Set<String> WITHOUT_DEFAULT = Set.of(
            "durable.activities",
            "durable.schedules",
            "durable.cluster.code-version",
            "durable.task-queues",
            "durable.cluster.node-name",
            "durable.retention.closed-after",
            "durable.context.mdc-keys",
            "durable.determinism.packages",
            "durable.determinism.trusted",
            "durable.payload.encryption.current-key",
            "durable.payload.encryption.keys",
            "durable.jdbc.schema",
            "durable.jdbc.platform");

    private final List<JsonNode> properties = new ArrayList<>();
    private final Map<String, JsonNode> hints = new TreeMap<>();

    @BeforeAll
    void readMetadata() throws IOException {
        for (URL url : Collections.list(
                getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream json = url.openStream()) {
                JsonNode metadata = new JsonMapper().readTree(json);
                metadata.path("properties").forEach(property -> {
                    if (name(property).startsWith("durable.")) {
                        properties.add(property);
                    }
                });
                metadata.path("hints").forEach(hint -> {
                    if (name(hint).startsWith("durable.")) {
                        hints.put(name(hint), hint);
                    }
                });
            }
        }
    }

    @Test
    void allPropertiesAreListed() {
        assertThat(properties)
                .extracting(ConfigurationMetadataTests::name)
                .containsExactlyInAnyOrder(
                        "durable.enabled",
                        "durable.activities",
                        "durable.client.call-timeout",
                        "durable.activity.start-to-close-timeout",
                        "durable.cluster.code-version",
                        "durable.cluster.lease-duration",
                        "durable.cluster.node-name",
                        "durable.cluster.notifications",
                        "durable.cluster.poll-interval",
                        "durable.commit.lanes",
                        "durable.commit.max-turns",
                        "durable.context.mdc-keys",
                        "durable.context.security",
                        "durable.context.tracing",
                        "durable.jdbc.foreign-transactions",
                        "durable.determinism.check",
                        "durable.determinism.packages",
                        "durable.determinism.trusted",
                        "durable.determinism.verify-open-runs",
                        "durable.determinism.verify-timeout",
                        "durable.jdbc.initialize-schema",
                        "durable.jdbc.platform",
                        "durable.jdbc.schema",
                        "durable.jdbc.table-prefix",
                        "durable.payload.encode-failures",
                        "durable.payload.encryption.current-key",
                        "durable.payload.encryption.decrypt-only",
                        "durable.payload.encryption.keys",
                        "durable.payload.max-size",
                        "durable.payload.warn-size",
                        "durable.retention.batch-size",
                        "durable.retention.closed-after",
                        "durable.retention.interval",
                        "durable.worker.continue-as-new-suggested-after",
                        "durable.worker.continue-as-new-suggested-size",
                        "durable.worker.enabled",
                        "durable.worker.grace-period",
                        "durable.worker.local-activity-wait",
                        "durable.worker.max-cached-runs",
                        "durable.worker.max-concurrent-activities",
                        "durable.worker.passivate-after",
                        "durable.schedules",
                        "durable.task-queues",
                        "durable.worker.code-block-limit",
                        "durable.worker.max-history-length",
                        "durable.worker.max-retry-interval",
                        "durable.worker.retry-interval",
                        "durable.worker.spill-over-after",
                        "durable.worker.task-queues",
                        "durable.worker.threads");
    }

    @Test
    void everyPropertyIsDescribedInASentence() {
        assertThat(properties)
                .allSatisfy(property -> assertThat(property.path("description").asString())
                        .as(name(property))
                        .matches("(?s)[A-Z].*\\.")
                        .doesNotStartWith("The ")
                        .doesNotStartWith("A "));
    }

    @Test
    void everyPropertyHasADefaultUnlessItsAbsenceMeansSomething() {
        assertThat(properties)
                .allSatisfy(property -> assertThat(property.has("defaultValue"))
                        .as(name(property))
                        .isEqualTo(!WITHOUT_DEFAULT.contains(name(property))));
    }

    @Test
    void valuesOfEveryChoiceAreExplained() throws ClassNotFoundException {
        List<String> choices = new ArrayList<>();
        for (JsonNode property : properties) {
            String type = property.path("type").asString().replaceAll("<.*", "");
            Class<?> valueType = Class.forName(type);
            if (valueType.isEnum()) {
                choices.add(name(property));
                assertThat(hints).containsKey(name(property));
                assertThat(hints.get(name(property)).path("values").valueStream())
                        .allSatisfy(value ->
                                assertThat(value.path("description").asString()).endsWith("."))
                        .extracting(value -> value.path("value")
                                .asString()
                                .toUpperCase(Locale.ROOT)
                                .replace('-', '_'))
                        .containsExactlyInAnyOrderElementsOf(Arrays.stream(valueType.getEnumConstants())
                                .map(constant -> ((Enum<?>) constant).name())
                                .toList());
            }
        }
        assertThat(choices)
                .contains("durable.determinism.check", "durable.jdbc.platform", "durable.jdbc.initialize-schema");
    }

    @Test
    void namesThatAreFreeAreSuggestedAndNotPrescribed() {
        assertThat(hints)
                .containsKeys("durable.worker.task-queues", "durable.task-queues.keys", "durable.activities.keys");
        assertThat(hints.entrySet())
                .allSatisfy(hint -> assertThat(properties)
                        .extracting(ConfigurationMetadataTests::name)
                        .contains(hint.getKey().replaceFirst("\\.keys$", "")))
                .filteredOn(hint -> hint.getKey().matches(".*(queues|keys)"))
                .allSatisfy(hint -> assertThat(hint.getValue()
                                .path("providers")
                                .path(0)
                                .path("name")
                                .asString())
                        .isEqualTo("any"));
    }

    private static String name(JsonNode property) {
        return property.path("name").asString();
    }
}
