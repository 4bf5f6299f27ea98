package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of docs/portability.md that can be seen in the sources. */
class PortabilityTests {

    private static final Path MAIN = Path.of("src/main");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "references\\s",
                "foreign\\s+key",
                "create\\s+(or\\s+replace\\s+)?(trigger|function|procedure|sequence|extension|type)\\b",
                "\\b(big|small)?serial\\b",
                "generated\\s+\\w+(\\s+\\w+)?\\s+as\\s+identity",
                "auto_increment"
            })
    void schemasHaveNothingThatIsOrderedInOnePlaceOrRunsByItself(String unwanted) {
        assertThat(filesWith(".sql", unwanted)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nextval\\(",
                "\\block\\s+table\\b",
                "\"savepoint ",
                "\\bctid\\b",
                "pg_try_advisory",
                "\\btxid_\\w+"
            })
    void statementsNeedNothingThatOnlyOneServerCanGive(String unwanted) {
        assertThat(filesWith(".java", unwanted)).isEmpty();
    }

    @Test
    void advisoryLocksAreForSchemaChangesOnly() {
        assertThat(filesWith(".java", "pg_advisory|get_lock\\(").keySet()).containsExactly("SchemaLock.java");
    }

    @Test
    void notificationsAreSentAndHeardInOnePlace() {
        assertThat(filesWith(".java", "pg_notify|\"listen ").keySet())
                .isSubsetOf("PostgresWorkSignals.java", "PostgresListener.java");
    }

    private static Map<String, String> filesWith(String extension, String regex) {
        Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            files.filter(file -> file.toString().endsWith(extension))
                    .forEach(file -> pattern.matcher(read(file))
                            .results()
                            .forEach(match -> found.put(file.getFileName().toString(), match.group())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
