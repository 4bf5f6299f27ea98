package dev.durable.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.docs.MarkdownPages.JavaBlock;
import dev.durable.docs.MarkdownPages.Link;
import dev.durable.failure.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation says is what the code is. */
class DocumentationTests {

    private static final Path ERRORS = MarkdownPages.ROOT.resolve("docs/errors.md");

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
    void everyPageIsReachedFromTheReadme() {
        String readme = MarkdownPages.read(MarkdownPages.ROOT.resolve("README.md"));

        assertThat(MarkdownPages.all().stream()
                        .filter(page -> page.getParent().endsWith("docs"))
                        .map(page -> "(docs/" + page.getFileName() + ")")
                        .collect(Collectors.toSet()))
                .allSatisfy(link -> assertThat(readme).contains(link));
    }
}
