package dev.durable.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OrderLoadTests {

    @TempDir
    private Path directory;

    @Test
    void fiveTurnsAndTenEventsAreWhatAnOrderTakes() throws Exception {
        JsonNode report = run("--database=h2");

        JsonNode load = report.get("load");
        assertThat(load.get("turnsPerWorkflow").asDouble()).isEqualTo(5);
        assertThat(load.get("eventRowsPerWorkflow").asDouble()).isEqualTo(10);
        assertThat(load.get("runRowsPerWorkflow").asDouble()).isEqualTo(1);
        assertThat(load.get("workflowsPerSecond").asDouble()).isPositive();
        assertThat(report.get("oneWorkflowAlone").get("turnsPerCommit").asDouble())
                .isEqualTo(1);
        assertThat(report.get("ratios").propertyNames()).containsExactly("aloneToFiveBareCommits", "loadToBareBatches");
    }

    @Test
    void whatPostgresCountsIsReported() throws Exception {
        JsonNode alone = run("--database=postgres").get("oneWorkflowAlone");

        // Heartbeats and claims are commits, too.
        assertThat(alone.get("databaseCommitsPerWorkflow").asDouble()).isBetween(5.0, 6.0);
        assertThat(alone.get("walBytesPerWorkflow").asDouble()).isGreaterThan(2_000);
    }

    @Test
    void storeInMemoryHasNoYardsticks() throws Exception {
        JsonNode report = run("--database=memory");

        assertThat(report.get("load").get("turnsPerWorkflow").asDouble()).isEqualTo(5);
        assertThat(report.has("bareJdbcBatches")).isFalse();
    }

    @Test
    void misspeltArgumentIsAnError() {
        assertThatThrownBy(() -> OrderLoad.main(new String[] {"--database=memory", "--workflow=5"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--workflow;");
    }

    private JsonNode run(String database) throws Exception {
        Path json = directory.resolve("result.json");
        OrderLoad.main(new String[] {
            database, "--warmup=10", "--alone=100", "--workflows=400", "--in-flight=20", "--json=" + json
        });
        return JsonMapper.builder().build().readTree(json.toFile());
    }
}
