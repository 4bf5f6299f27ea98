package dev.durable.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.docs.MarkdownPages.JavaBlock;
import dev.durable.docs.MarkdownPages.Link;
import dev.durable.failure.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation says is what the code is. */
class DocumentationTests {

    private static final Path ERRORS = MarkdownPages.ROOT.resolve("docs/errors.md");
    private static final Path ARCHITECTURE = MarkdownPages.ROOT.resolve("docs/architecture.md");

    static Stream<JavaBlock> javaBlocks() {
        return MarkdownPages.all().stream().flatMap(page -> MarkdownPages.javaBlocks(page).stream());
    }

    static Stream<Link> localLinks() {
        return MarkdownPages.all().stream().flatMap(page -> MarkdownPages.localLinks(page).stream());
    }

    @ParameterizedTest
    @MethodSource
    void javaBlocks(JavaBlock block) {
        assertThat(block.source())
                .as("a comment that says where the code is from")
                .contains("#");
        String[] file = block.source().split("#", 2);

        String source = MarkdownPages.read(MarkdownPages.ROOT.resolve(file[0]));

        assertThat(block.text()).isEqualTo(SourceRegion.of(source, file[1]));
    }

    @ParameterizedTest
    @MethodSource
    void localLinks(Link link) {
        String[] parts = link.target().split("#", 2);
        Path target = parts[0].isEmpty()
                ? link.page()
                : link.page().resolveSibling(parts[0]).normalize();

        assertThat(target).exists();
        if (parts.length == 2 && Files.isRegularFile(target)) {
            assertThat(MarkdownPages.anchors(target)).contains(parts[1]);
        }
    }

    @Test
    void errorsAreThoseOfTheCatalogue() {
        Pattern row = Pattern.compile("(?m)^\\| `(DUR-\\d+)` \\| `(\\w+)` \\| [^|]+ \\| (.+?) \\|$");

        List<String> documented = row.matcher(MarkdownPages.read(ERRORS))
                .results()
                .map(match -> match.group(1) + " " + match.group(2) + " "
                        + match.group(3).replace("`", ""))
                .toList();

        assertThat(documented)
                .containsExactlyElementsOf(Arrays.stream(ErrorCode.values())
                        .map(code -> code.id() + " " + code.name() + " " + code.remedy())
                        .sorted()
                        .toList());
    }

    @Test
    void everyColumnIsExplained() {
        String script = MarkdownPages.read(MarkdownPages.ROOT.resolve(
                "durable-jpa/src/main/resources/dev/durable/jpa/schema/postgresql/V1__create_tables.sql"));
        Pattern column = Pattern.compile("(?m)^    (?!constraint)(\\w+) +\\w+");
        Pattern table = Pattern.compile("create table \\S+?prefix}(\\w+) \\((.*?)\\n\\)", Pattern.DOTALL);

        assertThat(table.matcher(script).results()).hasSizeGreaterThan(5).allSatisfy(found -> {
            String section = section(ARCHITECTURE, "### durable_" + found.group(1));
            assertThat(column.matcher(found.group(2)).results())
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(section).contains("`" + name.group(1) + "`"));
        });
    }

    @Test
    void testsThatAreNamedExist() throws IOException {
        Pattern name = Pattern.compile("`(\\w+(?:Tests|IT|Contract))`");
        Set<String> sources;
        try (Stream<Path> files = Files.walk(MarkdownPages.ROOT)) {
            sources = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".java"))
                    .collect(Collectors.toSet());
        }

        assertThat(MarkdownPages.all())
                .flatMap(
                        page -> name.matcher(MarkdownPages.read(page)).results().toList())
                .isNotEmpty()
                .allSatisfy(test -> assertThat(sources).contains(test.group(1) + ".java"));
    }

    @Test
    void everyPageHasALineInTheIndex() {
        Path index = MarkdownPages.ROOT.resolve("docs/README.md");
        Pattern line = Pattern.compile("(?m)^- \\[[^]]+]\\(([^)]+)\\): \\S.*$");

        List<String> listed = line.matcher(MarkdownPages.read(index))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(listed)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(MarkdownPages.all().stream()
                        .filter(page -> page.startsWith(index.getParent()) && !page.equals(index))
                        .map(page -> index.getParent().relativize(page).toString())
                        .toList());
    }

    private static String section(Path page, String heading) {
        String text = MarkdownPages.read(page);
        int start = text.indexOf(heading + "\n");
        assertThat(start).as(heading).isNotNegative();
        int end = text.indexOf("\n## ", start);
        int next = text.indexOf("\n### ", start + 1);
        return text.substring(start, next > 0 && next < end ? next : end);
    }
}
