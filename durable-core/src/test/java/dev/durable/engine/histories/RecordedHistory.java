package dev.durable.engine.histories;

import dev.durable.engine.testing.ReplayFixture;
import dev.durable.history.HistoryDocument;
import dev.durable.history.HistoryEvent;
import dev.durable.history.HistoryJson;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionStarted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** One file of {@code src/test/resources/histories}. */
record RecordedHistory(String file, UUID runId, List<HistoryEvent> events) {

    private static final Path DIRECTORY = Path.of("src/test/resources/histories");

    /** All that were recorded. */
    static List<RecordedHistory> all() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().map(RecordedHistory::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Exported documents know their run; the events alone are those of {@link ReplayFixture#RUN_ID}. */
    private static RecordedHistory read(Path path) {
        String name = path.getFileName().toString();
        String text = textOf(path);
        if (!text.contains("\"history\": {")) {
            return new RecordedHistory(name, ReplayFixture.RUN_ID, new HistoryJson().read(text));
        }
        HistoryDocument document = HistoryDocument.parse(text);
        return new RecordedHistory(name, document.runId(), document.events());
    }

    private static String textOf(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return textOf(DIRECTORY.resolve(file));
    }

    WorkflowExecutionStarted started() {
        return (WorkflowExecutionStarted) events.get(0);
    }

    boolean isClosed() {
        return events.get(events.size() - 1).closesRun();
    }

    /** The history as it was after each of its steps, the first one included, the last one at the end. */
    List<RecordedHistory> steps() {
        List<RecordedHistory> steps = new ArrayList<>();
        for (int length = 2; length <= events.size(); length++) {
            if (length == events.size() || events.get(length) instanceof InboundEvent) {
                steps.add(with(events.subList(0, length)));
            }
        }
        return steps;
    }

    RecordedHistory with(List<HistoryEvent> others) {
        return new RecordedHistory(file, runId, List.copyOf(others));
    }

    HistoryDocument document() {
        WorkflowExecutionStarted started = started();
        return new HistoryDocument(started.workflowId(), runId, started.workflowType(), started.taskQueue(), events);
    }

    @Override
    public String toString() {
        return file;
    }
}
