package dev.durable.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the feature table leads to a section and to tests. That links and anchors exist is for {@link DocumentationTests}. */
class FeatureTableTests {

    private static final Path PAGE = MarkdownPages.ROOT.resolve("docs/features.md");
    private static final Pattern LINK = Pattern.compile("\\[[^]]+]\\(\\w[\\w-]*\\.md(#[\\w-]+)?\\)");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    private static Set<String> tests = Set.of();

    @BeforeAll
    static void findTests() throws IOException {
        try (Stream<Path> files = Files.walk(MarkdownPages.ROOT)) {
            tests = files.filter(file -> file.toString().contains("/src/test/java/"))
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".java"))
                    .map(file -> file.substring(0, file.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }

    static List<String[]> rows() {
        return MarkdownPages.read(PAGE)
                .lines()
                .takeWhile(line -> !line.equals("## Coming from Temporal"))
                .filter(line -> line.startsWith("| ") && !line.startsWith("| Feature |"))
                .map(line -> line.substring(2, line.length() - 2).split(" \\| "))
                .toList();
    }

    @Test
    void thereAreRows() {
        assertThat(rows()).hasSizeGreaterThan(40);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void featureIsExplainedAndProved(String feature, String api, String documentation, String proof) {
        assertThat(feature).isNotBlank();
        assertThat(api).isNotBlank();
        assertThat(documentation).matches(LINK);
        assertThat(NAME.matcher(proof).results().map(name -> name.group(1)).toList())
                .isNotEmpty()
                .allSatisfy(test -> assertThat(tests).contains(test));
    }
}
