package dev.durable.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documentation pages of the repository. */
public final class MarkdownPages {

    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- from: (\\S+) -->\\n)?```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SQL = Pattern.compile("```sql\\n(.*?);\\n```", Pattern.DOTALL);
    private static final Pattern FENCED = Pattern.compile("```.*?```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    /** A fenced block of Java; {@code source} is empty if the block does not say where it is from. */
    record JavaBlock(Path page, String source, String text) {}

    /** A link to something that is not on the web. */
    record Link(Path page, String target) {}

    private MarkdownPages() {}

    static List<Path> all() {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
        pages.add(ROOT.resolve("sample-order-app/README.md"));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }

    static List<JavaBlock> javaBlocks(Path page) {
        return BLOCK.matcher(read(page))
                .results()
                .map(block -> new JavaBlock(page, block.group(1) == null ? "" : block.group(1), block.group(2)))
                .toList();
    }

    public static List<String> sqlBlocks(Path page) {
        return SQL.matcher(read(page)).results().map(block -> block.group(1)).toList();
    }

    static List<Link> localLinks(Path page) {
        return LINK.matcher(FENCED.matcher(read(page)).replaceAll(""))
                .results()
                .map(link -> new Link(page, link.group(1)))
                .filter(link -> !link.target().matches("(https?|mailto):.*"))
                .toList();
    }

    /** The anchors of a page's headings, made as GitHub makes them. */
    static List<String> anchors(Path page) {
        Matcher headings = Pattern.compile("(?m)^#+ (.+)$")
                .matcher(FENCED.matcher(read(page)).replaceAll(""));
        return headings.results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{Alnum} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    public static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
