package dev.durable.engine.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.context.MdcContextPropagator;
import dev.durable.engine.extension.ExtensionsBuilder;
import dev.durable.engine.testing.HistoryRules;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.history.HistoryEvent;
import dev.durable.history.HistoryJson;
import dev.durable.history.WorkflowExecutionStarted;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replays all histories that were ever recorded here. To add one: put the workflow class into this package and into the list, and its
 * history, as {@link HistoryJson} writes it, into a file of {@code src/test/resources/histories}. Random numbers and ids must be those
 * of {@link ReplayFixture#RUN_ID}.
 */
class RecordedHistoriesTests {

    private static final Class<?>[] WORKFLOWS = {
        RecordedVersions.class,
        RecordedSideEffects.class,
        RecordedAttributes.class,
        RecordedTools.class,
        RecordedLongHistory.class,
        RecordedUpdates.class,
        RecordedHandlers.class,
        RecordedCancellation.class,
        RecordedChildren.class,
        RecordedLocalActivities.class,
        RecordedSchedule.class,
        RecordedContext.class
    };

    private static final Class<?>[] ACTIVITIES = {RecordedActivities.class};

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture()
            .workflow(WORKFLOWS)
            .activity(ACTIVITIES)
            .extensions(new ExtensionsBuilder()
                    .contextPropagator(new MdcContextPropagator(List.of("tenant")))
                    .build());

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void recordedHistoryReplays(String file) throws Exception {
        List<HistoryEvent> history = read(file);
        List<String> differences = new ArrayList<>();

        fixture.replay(history, differences);

        assertThat(differences).isEmpty();
        HistoryRules.verify(history, history.get(history.size() - 1).closesRun());
    }

    @Test
    void everyWorkflowHasAHistory() throws Exception {
        List<String> types = new ArrayList<>();
        for (String file : files().toList()) {
            types.add(((WorkflowExecutionStarted) read(file).get(0)).workflowType());
        }

        assertThat(types)
                .contains(Stream.of(WORKFLOWS).map(Class::getSimpleName).toArray(String[]::new));
    }

    static Stream<String> files() throws Exception {
        try (Stream<Path> files = Files.list(directory())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    private static List<HistoryEvent> read(String file) throws IOException, URISyntaxException {
        return new HistoryJson().read(Files.readString(directory().resolve(file)));
    }

    private static Path directory() throws URISyntaxException {
        return Path.of(RecordedHistoriesTests.class.getResource("/histories").toURI());
    }
}
