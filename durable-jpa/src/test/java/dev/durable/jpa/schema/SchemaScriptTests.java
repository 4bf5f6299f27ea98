package dev.durable.jpa.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.failure.DurableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaScriptTests {

    @ParameterizedTest
    @EnumSource
    void everyPlatformHasEveryScript(DatabasePlatform platform) {
        for (SchemaScript script : SchemaScript.ALL) {
            assertThat(script.statements(platform, TableNames.DEFAULT))
                    .hasSizeGreaterThan(5)
                    .allMatch(statement -> statement.startsWith("create ") && !statement.contains("$"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPlatformHasTheSameTablesAndColumns(DatabasePlatform platform) {
        for (SchemaScript script : SchemaScript.ALL) {
            Map<String, List<String>> tables = script.columns(platform);

            assertThat(tables).isEqualTo(script.columns(DatabasePlatform.POSTGRESQL));
            assertThat(tables.get("event"))
                    .containsExactly("run_id", "event_id", "event_type", "event_time", "attributes");
            assertThat(tables).hasSize((int) script.statements(platform, TableNames.DEFAULT).stream()
                    .filter(statement -> statement.startsWith("create table "))
                    .count());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theChangelogForLiquibaseHasEveryScript(DatabasePlatform platform) throws IOException {
        for (SchemaScript script : SchemaScript.ALL) {
            assertThat(changelog())
                    .contains("<changeSet id=\"" + script.version() + "-" + platform.id() + "\"")
                    .contains("dbms=\"" + platform.id() + "\"")
                    .contains("path=\"" + platform.id() + "/" + script.fileName() + "\"");
        }
    }

    private static String changelog() throws IOException {
        try (InputStream changelog = SchemaScript.class.getResourceAsStream("changelog.xml")) {
            return new String(changelog.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void versionsHaveNoGaps() {
        for (int i = 0; i < SchemaScript.ALL.size(); i++) {
            SchemaScript script = SchemaScript.ALL.get(i);
            assertThat(script.version()).isEqualTo(i + 1);
            assertThat(script.fileName()).startsWith("V" + script.version() + "__");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a-b", "a b", "1a", "a;drop table x", "a\"b", "ü"})
    void onlyPlainIdentifiersAreNames(String name) {
        assertThatExceptionOfType(DurableException.class).isThrownBy(() -> new TableNames(name, null));
        assertThatExceptionOfType(DurableException.class).isThrownBy(() -> new TableNames("durable_", name));
    }
}
