package dev.durable.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of properties in the documentation are those that are made from the metadata. */
class ConfigurationReferenceTests {

    private final ConfigurationReference reference = new ConfigurationReference();

    @ParameterizedTest
    @ValueSource(strings = {"docs/configuration.md", "docs/actuator.md"})
    void tablesAreUpToDate(String file) throws IOException {
        Path page = MarkdownPages.ROOT.resolve(file);
        String made = reference.in(MarkdownPages.read(page));
        if (Boolean.getBoolean("durable.docs.write")) {
            Files.writeString(page, made);
        }

        assertThat(MarkdownPages.read(page))
                .as("tables as -Ddurable.docs.write=true writes them")
                .isEqualTo(made);
    }

    @Test
    void everyPropertyIsInOneTable() {
        List<String> prefixes = Stream.of("docs/configuration.md", "docs/actuator.md")
                .flatMap(file ->
                        ConfigurationReference.tablesOf(MarkdownPages.read(MarkdownPages.ROOT.resolve(file))).stream())
                .toList();

        assertThat(Stream.of(
                                "durable.",
                                "management.endpoint.durable",
                                "management.health.durable",
                                "management.info.durable")
                        .flatMap(prefix -> reference.names(prefix).stream()))
                .hasSizeGreaterThan(50)
                .allSatisfy(name -> assertThat(prefixes)
                        .filteredOn(prefix -> name.equals(prefix) || name.startsWith(prefix + "."))
                        .as(name)
                        .hasSize(1));
    }
}
