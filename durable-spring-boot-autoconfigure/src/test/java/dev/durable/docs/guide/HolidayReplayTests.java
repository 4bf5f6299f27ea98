package dev.durable.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sample of a test that replays exported histories. */
class HolidayReplayTests {

    // region replay
    @Test
    void openHolidaysGetOnWithThisCode() throws IOException {
        try (WorkflowReplayer replayer = WorkflowReplayer.builder()
                .workflow(HolidayWorkflow.class)
                .activity(TripActivities.class)
                .build()) {
            for (Path history : histories()) {
                replayer.replay(Files.readString(history)).requireReplayable();
            }
        }
    }
    // endregion

    @Test
    void thereAreHistories() throws IOException {
        assertThat(histories()).isNotEmpty();
    }

    private static List<Path> histories() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/histories/holiday"))) {
            return files.sorted().toList();
        }
    }
}
