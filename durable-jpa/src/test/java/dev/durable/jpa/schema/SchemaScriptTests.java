package dev.durable.jpa.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.failure.DurableException;
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
