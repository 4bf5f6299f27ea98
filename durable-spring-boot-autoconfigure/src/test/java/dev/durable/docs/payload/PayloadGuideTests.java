package dev.durable.docs.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.autoconfigure.DurableProperties;
import dev.durable.client.WorkflowClient;
import dev.durable.docs.MarkdownPages;
import dev.durable.engine.DurableEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The samples of the page on payloads do what the page says. */
@SpringBootTest(properties = {"spring.datasource.generate-unique-name=true", "durable.payload.max-size=100KB"})
class PayloadGuideTests {

    private static final Path PAGE = MarkdownPages.ROOT.resolve("docs/payloads.md");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String KEY = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";

    @Autowired
    private WorkflowClient client;

    @Autowired
    private DurableEngine engine;

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void typeOfAModuleIsStoredAsTheModuleSays() {
        Iban account = Iban.parse("DE02 1203 0000 0000 2020 51");

        var handle = client.newWorkflow(PayoutWorkflow.class).start(w -> w.pay(account, List.of("a", "b")));

        assertThat(handle.result(PATIENCE)).isEqualTo("2 lines to DE02120300000000202051");
        assertThat(input(handle.history().get(0)).get(0)).isEqualTo(Payload.json("\"DE02120300000000202051\""));
    }

    @Test
    void largePayloadIsCompressedAndASmallOneIsNot() {
        List<String> lines = Collections.nCopies(20_000, "ten letter");

        var handle = client.newWorkflow(PayoutWorkflow.class).start(w -> w.pay(Iban.parse("DE02"), lines));

        assertThat(handle.result(PATIENCE)).startsWith("20000 lines");
        List<Payload> input = input(handle.history().get(0));
        assertThat(input.get(0).isPlainJson()).isTrue();
        assertThat(input.get(1).encoding()).isEqualTo("gzip");
        assertThat(input.get(1).data()).hasSizeLessThan(10_000);
        // region read
        Object value = engine.payloadConverter().fromPayload(input.get(1), Object.class);
        // endregion
        assertThat(value).isEqualTo(lines);
    }

    @Test
    void whatIsTooLargeForAllThatIsRefused() {
        List<String> lines =
                new Random(1).ints(20_000).mapToObj(Integer::toString).toList();

        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> client.newWorkflow(PayoutWorkflow.class).start(w -> w.pay(Iban.parse("DE02"), lines)))
                .withMessageContaining("Argument 2 of PayoutWorkflow.pay takes")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE));
    }

    @Test
    void statementsOfThePageAreValid() {
        assertThat(MarkdownPages.sqlBlocks(PAGE))
                .isNotEmpty()
                .allSatisfy(
                        statement -> assertThat(jdbc.queryForList(statement)).hasSize(5));
    }

    @Test
    void settingsOfThePageAreValid() {
        List<String> blocks = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL)
                .matcher(MarkdownPages.read(PAGE))
                .results()
                .map(block -> block.group(1).stripIndent())
                .toList();

        assertThat(blocks)
                .hasSizeGreaterThan(1)
                .allSatisfy(block -> new ApplicationContextRunner()
                        .withUserConfiguration(BoundProperties.class)
                        .withSystemProperties("PAYLOAD_KEY_2026_03=" + KEY, "PAYLOAD_KEY_2026_09=" + KEY)
                        .withInitializer(context ->
                                yaml(block).forEach(context.getEnvironment().getPropertySources()::addFirst))
                        .run(context -> assertThat(context).hasNotFailed()));
    }

    private static List<PropertySource<?>> yaml(String text) {
        try {
            return new YamlPropertySourceLoader()
                    .load("page", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Payload> input(Object event) {
        return ((WorkflowExecutionStarted) event).input();
    }

    @EnableConfigurationProperties(DurableProperties.class)
    static class BoundProperties {}
}
