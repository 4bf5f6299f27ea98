package dev.durable.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link HistoryDocument}. */
class HistoryDocumentTests {

    private static final UUID RUN_ID = UUID.fromString("01900000-0000-7000-8000-000000000001");

    @Test
    void documentIsReadAsItWasWritten() {
        HistoryDocument document = document(recorded());

        HistoryDocument again = HistoryDocument.parse(document.toJson());

        assertThat(again).isEqualTo(document);
        assertThat(again.toJson()).isEqualTo(document.toJson());
    }

    @Test
    void historyWithAGapIsRefused() {
        List<HistoryEvent> events = new ArrayList<>(recorded());
        events.remove(2);

        assertIllegal(() -> document(events), "event 3 is missing");
    }

    @Test
    void historyThatDoesNotBeginWithItsStartIsRefused() {
        assertIllegal(() -> document(recorded().subList(1, 3)), "WorkflowExecutionStarted");
        assertIllegal(() -> document(List.of()), "WorkflowExecutionStarted");
    }

    @Test
    void historyThatGoesOnAfterItsEndIsRefused() {
        List<HistoryEvent> events = new ArrayList<>(recorded());
        HistoryEvent end = events.get(events.size() - 1);
        assertThat(end.closesRun()).isTrue();
        events.add(new WorkflowExecutionPaused(events.size() + 1, end.time(), "late"));

        assertIllegal(() -> document(events), "closes the run");
    }

    @Test
    void historyOfAnotherWorkflowIsRefused() {
        assertIllegal(
                () -> new HistoryDocument("another", RUN_ID, "RecordedVersions", "default", recorded()), "'another'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[]", "{}", "{\"formatVersion\": 1}", "{\"formatVersion\": 2}"})
    void whatIsNoDocumentIsRefused(String text) {
        assertIllegal(() -> HistoryDocument.parse(text), "no history");
    }

    @Test
    void damagedDocumentsAreRefusedAndNothingElse() {
        String json = document(recorded()).toJson();
        for (int cut = 0; cut < json.length() - 2; cut += 37) {
            String damaged = json.substring(0, cut);
            assertIllegal(() -> HistoryDocument.parse(damaged), "no history");
        }
        for (String field : List.of("workflowId", "runId", "taskQueue", "attributes", "time", "eventId", "type")) {
            String damaged = json.replace("\"" + field + "\"", "\"other\"");
            assertIllegal(() -> HistoryDocument.parse(damaged), "no history");
        }
    }

    private static HistoryDocument document(List<HistoryEvent> events) {
        WorkflowExecutionStarted started = (WorkflowExecutionStarted) recorded().get(0);
        return new HistoryDocument(started.workflowId(), RUN_ID, started.workflowType(), started.taskQueue(), events);
    }

    private static List<HistoryEvent> recorded() {
        try {
            Path file = Path.of(HistoryDocumentTests.class
                    .getResource("/histories/registered-handlers.json")
                    .toURI());
            return new HistoryJson().read(Files.readString(file));
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertIllegal(ThrowingCallable call, String reason) {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(call)
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.HISTORY_DOCUMENT_ILLEGAL));
    }
}
