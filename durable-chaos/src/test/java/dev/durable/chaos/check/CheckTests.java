package dev.durable.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.chaos.load.Request;
import dev.durable.chaos.work.Work;
import dev.durable.chaos.work.WorkKind;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionCompleted;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.JacksonPayloadConverter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checker that finds nothing is worth nothing. */
class CheckTests {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID RUN = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final Work WORK = new Work("work-1", WorkKind.SIGNALS, 1, 0, false, 0);
    private static final JacksonPayloadConverter PAYLOADS = new JacksonPayloadConverter();

    private final Verdict verdict = new Verdict();

    @TempDir
    private Path directory;

    @Test
    void nothingIsFoundWhereNothingIsWrong() throws IOException {
        check(acknowledgedSignal(), started(), signaled(2), completed(3, "0"));

        assertThat(verdict.examples()).isEmpty();
        assertThat(verdict.figures()).containsEntry("events", 3L);
    }

    @Test
    void signalThatCameTwiceIsFound() throws IOException {
        check(acknowledgedSignal(), started(), signaled(2), signaled(3), completed(4, "0,0"));

        assertThat(verdict.violations())
                .containsEntry(Violation.DUPLICATED_MESSAGE, 1)
                .containsEntry(Violation.WRONG_END, 1);
    }

    @Test
    void acknowledgedSignalThatIsNotThereIsFound() throws IOException {
        check(acknowledgedSignal(), started());

        assertThat(verdict.violations())
                .containsEntry(Violation.LOST_MESSAGE, 1)
                .containsEntry(Violation.BROKEN_HISTORY, 1);
    }

    @Test
    void workflowThatIsNotThereIsFound() {
        new WorkCheck(verdict).check(List.of(WORK), List.of());

        assertThat(verdict.violations()).containsEntry(Violation.LOST, 1);
    }

    @Test
    void historyThatTheCodeWouldNotWriteIsFound() throws IOException {
        check(acknowledgedSignal(), started(), completed(2, "0"));

        assertThat(verdict.violations()).containsEntry(Violation.DIVERGENT_HISTORY, 1);
    }

    @Test
    void historyWithAGapIsFound() throws IOException {
        check(acknowledgedSignal(), started(), signaled(3), completed(4, "0"));

        assertThat(verdict.violations()).containsEntry(Violation.BROKEN_HISTORY, 1);
    }

    @Test
    void secondStartIsFoundWhateverItsAttemptAndNode() throws IOException {
        Files.writeString(
                directory.resolve("node-1.ledger"), "Once.apply a:1 1\nEffects.apply b:1 1\nOnce.apply c:1 1\n");
        Files.writeString(
                directory.resolve("node-2.ledger"), "Once.apply a:1 1\nEffects.apply b:1 2\nOnce.apply c:1 2\nOnce");

        List<String> again = Ledgers.read(directory).startedAgain("Once");

        assertThat(again).containsExactlyInAnyOrder("a:1 has started 2 times", "c:1 has started 2 times");
    }

    @Test
    void completedActivityNeedsALineOfItsAttempt() throws IOException {
        Files.writeString(directory.resolve("node-1.ledger"), "Effects.apply a:5 1\n");
        Ledgers ledgers = Ledgers.read(directory);

        assertThat(ledgers.has("Effects.apply", "a:5", 1)).isTrue();
        assertThat(ledgers.has("Effects.apply", "a:5", 2)).isFalse();
    }

    @Test
    void transactionalEffectThatIsThereOnceIsRight() {
        BookingCheck bookings = bookings(2);

        bookings.completed("Bookings.book", "a:5", 2);
        bookings.completed("Effects.apply", "b:5", 1);
        bookings.end();

        assertThat(verdict.examples()).isEmpty();
    }

    @Test
    void transactionalEffectThatIsNotThereIsFound() {
        BookingCheck bookings = bookings();

        bookings.completed("Bookings.book", "a:5", 1);
        bookings.end();

        assertThat(verdict.violations())
                .containsEntry(Violation.MISSING_TRANSACTION, 1)
                .containsEntry(Violation.DUPLICATED_TRANSACTION, 0);
        assertThat(verdict.total(Violation.Damage.LOSS)).isEqualTo(1);
    }

    @Test
    void transactionalEffectThatIsThereTwiceIsFound() {
        BookingCheck bookings = bookings(1, 1);

        bookings.completed("Bookings.book", "a:5", 1);
        bookings.end();

        assertThat(verdict.violations())
                .containsEntry(Violation.MISSING_TRANSACTION, 0)
                .containsEntry(Violation.DUPLICATED_TRANSACTION, 1);
        assertThat(verdict.total(Violation.Damage.DUPLICATE)).isEqualTo(1);
    }

    @Test
    void transactionalEffectOfAnotherAttemptIsFound() {
        BookingCheck bookings = bookings(1);

        bookings.completed("Bookings.book", "a:5", 2);
        bookings.end();

        assertThat(verdict.violations())
                .containsEntry(Violation.MISSING_TRANSACTION, 1)
                .containsEntry(Violation.DUPLICATED_TRANSACTION, 1);
    }

    @Test
    void transactionalEffectWithoutACompletedActivityIsFound() {
        bookings(1).end();

        assertThat(verdict.violations()).containsEntry(Violation.DUPLICATED_TRANSACTION, 1);
    }

    private BookingCheck bookings(int... attempts) {
        BookingCheck bookings = new BookingCheck(verdict);
        IntStream.of(attempts).forEach(attempt -> bookings.addRow("a:5", attempt));
        return bookings;
    }

    private void check(Request request, HistoryEvent... events) throws IOException {
        StoredHistory history = new StoredHistory(RUN, WORK.id(), "SignalsWorkflow", "default", Arrays.asList(events));
        WorkCheck works = new WorkCheck(verdict);
        try (HistoryCheck histories = new HistoryCheck(verdict, Ledgers.read(directory), new BookingCheck(verdict))) {
            histories.check(history);
        }
        works.add(history);
        works.check(List.of(WORK), List.of(request));
    }

    private static Request acknowledgedSignal() {
        Request request = new Request(Request.Type.SIGNAL, WORK, 0);
        request.sent();
        request.acknowledged("");
        return request;
    }

    private static HistoryEvent started() {
        return new WorkflowExecutionStarted(
                1, TIME, WORK.id(), "SignalsWorkflow", "default", List.of(PAYLOADS.toPayload(WORK)), 1);
    }

    private static HistoryEvent signaled(int eventId) {
        return new WorkflowExecutionSignaled(
                eventId, TIME, "tell", List.of(PAYLOADS.toPayload(0)), Map.of(), WORK.requestId(0));
    }

    private static HistoryEvent completed(int eventId, String result) {
        return new WorkflowExecutionCompleted(eventId, TIME, PAYLOADS.toPayload(result));
    }
}
