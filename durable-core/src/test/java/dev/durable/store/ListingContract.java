package dev.durable.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.client.WorkflowStatus;
import dev.durable.client.WorkflowSummary;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.search.SearchAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link RunReader#list}. */
interface ListingContract extends StoreUnderTest {

    Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    default void aSummaryTellsTheFactsOfARun() {
        TestRun run = TestRun.startedAt(NOON);
        store().commit(List.of(TurnContract.startAndClose(run)));

        assertThat(store().list(WorkflowFilter.ALL).workflows())
                .containsExactly(new WorkflowSummary(
                        run.workflowId(),
                        run.runId(),
                        "OrderWorkflow",
                        "default",
                        WorkflowStatus.FAILED,
                        NOON,
                        NOON.plusSeconds(60),
                        SearchAttributes.EMPTY));
    }

    @Test
    default void runsAreListedNewestFirst() {
        TestRun middle = started(TestRun.startedAt(NOON));
        TestRun newest = started(TestRun.startedAt(NOON.plusSeconds(1)));
        TestRun oldest = started(TestRun.startedAt(NOON.minus(Duration.ofDays(9000))));

        assertThat(listed(WorkflowFilter.ALL)).containsExactly(newest.runId(), middle.runId(), oldest.runId());
    }

    @Test
    default void pagesFollowEachOtherWithoutGapsAndRepetitions() {
        List<UUID> runIds = new ArrayList<>(IntStream.range(0, 7)
                .mapToObj(i -> started(TestRun.startedAt(NOON.plusSeconds(i))).runId())
                .toList());
        Collections.reverse(runIds);

        List<UUID> seen = new ArrayList<>();
        WorkflowFilter filter = WorkflowFilter.ALL.withPageSize(3);
        WorkflowPage page = store().list(filter);
        while (page.nextCursor() != null) {
            assertThat(page.workflows()).hasSize(3);
            seen.addAll(page.workflows().stream().map(WorkflowSummary::runId).toList());
            started(TestRun.startedAt(NOON.plusSeconds(100)));
            page = store().list(filter.withCursor(page.nextCursor()));
        }
        seen.addAll(page.workflows().stream().map(WorkflowSummary::runId).toList());

        assertThat(seen).isEqualTo(runIds);
    }

    @Test
    default void aFullLastPageHasNoCursor() {
        started(TestRun.startedAt(NOON));
        started(TestRun.startedAt(NOON));

        assertThat(store().list(WorkflowFilter.ALL.withPageSize(2)).nextCursor())
                .isNull();
        assertThat(store().list(WorkflowFilter.ALL.withPageSize(1)).nextCursor())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "page-2", "!?", "AQ", "AgAAAAAAAAAAAAAAAAAAAAA", "018f3a7e-0000-7000-8000-000000000000"})
    default void aCursorThatIsNoneIsRefused(String cursor) {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> store().list(WorkflowFilter.ALL.withCursor(cursor)))
                .extracting(DurableException::code)
                .isEqualTo(ErrorCode.FILTER_ILLEGAL);
    }

    @Test
    default void runsOfATypeAreListed() {
        TestRun invoice = started(TestRun.startedAt(NOON).withWorkflowType("InvoiceWorkflow"));
        started(TestRun.startedAt(NOON));

        assertThat(listed(WorkflowFilter.ALL.withWorkflowType("InvoiceWorkflow")))
                .containsExactly(invoice.runId());
    }

    @Test
    default void runsInOneOfTheStatusesAreListed() {
        TestRun running = started(TestRun.startedAt(NOON));
        TestRun failed = TestRun.startedAt(NOON.plusSeconds(1));
        store().commit(List.of(TurnContract.startAndClose(failed)));
        TestRun completed = started(TestRun.startedAt(NOON.plusSeconds(2)));
        store().commit(List.of(completed.close(2)));

        assertThat(listed(WorkflowFilter.ALL.withStatuses(WorkflowStatus.RUNNING)))
                .containsExactly(running.runId());
        assertThat(listed(WorkflowFilter.ALL.withStatuses(WorkflowStatus.RUNNING, WorkflowStatus.COMPLETED)))
                .containsExactly(completed.runId(), running.runId());
    }

    @Test
    default void runsWhoseIdBeginsAlikeAreListed() {
        TestRun first = started(TestRun.startedAt(NOON).withWorkflowId("order-1"));
        TestRun other = started(TestRun.startedAt(NOON.plusSeconds(1)).withWorkflowId("order-10"));
        started(TestRun.startedAt(NOON).withWorkflowId("Order-1"));
        started(TestRun.startedAt(NOON).withWorkflowId("order-2"));
        started(TestRun.startedAt(NOON).withWorkflowId("my order-1"));

        assertThat(listed(WorkflowFilter.ALL.withWorkflowIdPrefix("order-1")))
                .containsExactly(other.runId(), first.runId());
        assertThat(listed(WorkflowFilter.ALL.withWorkflowIdPrefix(""))).hasSize(5);
        assertThat(listed(WorkflowFilter.ALL.withWorkflowIdPrefix("order-3"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"100%", "a_b", "back\\slash", "it's", "[x]", "é-ü", "漢字", "😀", "zzz", "a b"})
    default void aPrefixIsTakenLiterally(String prefix) {
        TestRun run = started(TestRun.startedAt(NOON).withWorkflowId(prefix + "-1"));
        Arrays.asList("100x-1", "axb-1", "backslash-1", "back/slash-1", "x-1", "~-1", "zz", "a", "a  b")
                .forEach(id -> started(TestRun.startedAt(NOON).withWorkflowId(id)));

        assertThat(listed(WorkflowFilter.ALL.withWorkflowIdPrefix(prefix))).containsExactly(run.runId());
    }

    @Test
    default void runsThatStartedInAnIntervalAreListed() {
        TestRun early = started(TestRun.startedAt(NOON.minusMillis(1)));
        TestRun first = started(TestRun.startedAt(NOON));
        TestRun last = started(TestRun.startedAt(NOON.plusSeconds(10).minusNanos(1000)));
        TestRun late = started(TestRun.startedAt(NOON.plusSeconds(10)));

        Instant end = NOON.plusSeconds(10);
        assertThat(listed(WorkflowFilter.ALL.withStarted(NOON, end))).containsExactly(last.runId(), first.runId());
        assertThat(listed(WorkflowFilter.ALL.withStarted(end, null))).containsExactly(late.runId());
        assertThat(listed(WorkflowFilter.ALL.withStarted(null, NOON))).containsExactly(early.runId());
        assertThat(listed(WorkflowFilter.ALL.withStarted(Instant.EPOCH, NOON.plus(Duration.ofDays(40_000)))))
                .hasSize(4);
    }

    @Test
    default void runsThatClosedInAnIntervalAreListed() {
        TestRun early = closed(TestRun.startedAt(NOON.minusSeconds(61)));
        TestRun first = closed(TestRun.startedAt(NOON.minusSeconds(60)));
        TestRun last = closed(TestRun.startedAt(NOON.minusSeconds(50).minusNanos(1000)));
        TestRun late = closed(TestRun.startedAt(NOON.minusSeconds(50)));
        started(TestRun.startedAt(NOON));

        Instant end = NOON.plusSeconds(10);
        assertThat(listed(WorkflowFilter.ALL.withClosed(NOON, end))).containsExactly(last.runId(), first.runId());
        assertThat(listed(WorkflowFilter.ALL.withClosed(end, null))).containsExactly(late.runId());
        assertThat(listed(WorkflowFilter.ALL.withClosed(null, NOON))).containsExactly(early.runId());
    }

    @Test
    default void pausedRunsAreListed() {
        TestRun paused = started(TestRun.startedAt(NOON));
        started(TestRun.startedAt(NOON));
        store().commit(List.of(paused.turn()
                .events(paused.timer(2))
                .status(WorkflowStatus.PAUSED)
                .write()));

        assertThat(listed(WorkflowFilter.ALL.withStatuses(WorkflowStatus.PAUSED)))
                .containsExactly(paused.runId());
    }

    @Test
    default void runsAreCountedWhateverThePage() {
        IntStream.range(0, 7).forEach(i -> started(TestRun.startedAt(NOON.plusSeconds(i))));
        started(TestRun.startedAt(NOON).withWorkflowType("InvoiceWorkflow"));
        WorkflowFilter orders =
                WorkflowFilter.ALL.withWorkflowType("OrderWorkflow").withPageSize(3);

        assertThat(store().count(WorkflowFilter.ALL)).isEqualTo(8);
        assertThat(store().count(orders)).isEqualTo(7);
        assertThat(store().count(orders.withCursor(store().list(orders).nextCursor())))
                .isEqualTo(7);
        assertThat(store().count(orders.withStarted(NOON.plusSeconds(5), null))).isEqualTo(2);
        assertThat(store().count(WorkflowFilter.ALL.withStatuses(WorkflowStatus.FAILED)))
                .isZero();
    }

    @Test
    default void allConditionsMustHold() {
        TestRun wanted = started(TestRun.startedAt(NOON).withWorkflowId("a-1"));
        started(TestRun.startedAt(NOON).withWorkflowId("b-1"));
        started(TestRun.startedAt(NOON.minusSeconds(1)).withWorkflowId("a-2"));
        started(TestRun.startedAt(NOON).withWorkflowId("a-3").withWorkflowType("Other"));
        TestRun closed = started(TestRun.startedAt(NOON).withWorkflowId("a-4"));
        store().commit(List.of(closed.close(2)));

        assertThat(listed(WorkflowFilter.ALL
                        .withWorkflowType("OrderWorkflow")
                        .withStatuses(WorkflowStatus.RUNNING)
                        .withWorkflowIdPrefix("a")
                        .withStarted(NOON, NOON.plusSeconds(1))))
                .containsExactly(wanted.runId());
    }

    private TestRun closed(TestRun run) {
        store().commit(List.of(TurnContract.startAndClose(run)));
        return run;
    }

    private TestRun started(TestRun run) {
        store().commit(List.of(run.start()));
        return run;
    }

    private List<UUID> listed(WorkflowFilter filter) {
        return store().list(filter).workflows().stream()
                .map(WorkflowSummary::runId)
                .toList();
    }
}
