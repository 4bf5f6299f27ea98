package dev.durable.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowStatus;
import dev.durable.client.WorkflowSummary;
import dev.durable.failure.ErrorCode;
import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchAttributes;
import dev.durable.store.StoreConflictException.Kind;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@link RetentionStore}. */
interface RetentionContract extends StoreUnderTest {

    Instant MIDNIGHT = Instant.parse("2026-11-22T00:00:00Z");

    @Test
    default void aDeletedRunLeavesNothingBehind() {
        TestRun run = closedWithEverything();
        TestRun other = closedWithEverything();

        assertThat(store().deleteRun(run.runId())).isTrue();

        assertThat(store().findRun(run.runId())).isEmpty();
        assertThat(store().findRun(run.workflowId())).isEmpty();
        assertThat(store().history(run.runId(), 0)).isEmpty();
        assertThat(store().activityTasks(run.runId())).isEmpty();
        assertThat(store().failedAttempts(run.runId(), 10)).isEmpty();
        assertThat(store().searchAttributes(run.runId())).isEqualTo(SearchAttributes.EMPTY);
        assertThat(store().history(other.runId(), 0)).hasSize(2);
        assertThat(store().activityTasks(other.runId())).hasSize(1);
        assertThat(store().failedAttempts(other.runId(), 10)).hasSize(1);
        assertThat(store().list(WorkflowFilter.ALL).workflows())
                .extracting(WorkflowSummary::runId)
                .containsExactly(other.runId());
    }

    @Test
    default void aRunThatDoesNotExistIsNotDeleted() {
        TestRun run = closedWithEverything();
        store().deleteRun(run.runId());

        assertThat(store().deleteRun(run.runId())).isFalse();
        assertThat(store().deleteRun(UUID.randomUUID())).isFalse();
    }

    @Test
    default void anOpenRunIsNotDeleted() {
        TestRun run = aRunOwnedBy(aNode());
        add(run, run.signal("cancel"));

        assertThatExceptionOfType(StoreConflictException.class)
                .isThrownBy(() -> store().deleteRun(run.runId()))
                .satisfies(conflict -> assertThat(conflict.kind()).isEqualTo(Kind.RUN_OPEN))
                .satisfies(conflict -> assertThat(conflict.code()).isEqualTo(ErrorCode.WORKFLOW_OPEN));

        assertThat(store().history(run.runId(), 0)).hasSize(1);
        assertThat(store().messages(run.runId())).hasSize(1);
    }

    @Test
    default void theWorkflowIdOfADeletedRunMayBeUsedAgain() {
        TestRun run = closedWithEverything();
        TestRun next = TestRun.ownedBy(run.nodeId()).withWorkflowId(run.workflowId());
        TurnWrite start = next.turn()
                .starts(null, WorkflowIdReusePolicy.REJECT_DUPLICATE)
                .events(next.started())
                .write();
        assertThat(conflictOf(start)).isEqualTo(Kind.WORKFLOW_ID_TAKEN);

        store().deleteRun(run.runId());

        store().commit(List.of(start));
        assertThat(row(next).status()).isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    default void runsThatClosedBeforeATimeAreDeletedInBatches() {
        List<TestRun> old = IntStream.range(0, 5)
                .mapToObj(i -> closedAt(MIDNIGHT.minusSeconds(5 - i)))
                .toList();
        TestRun young = closedAt(MIDNIGHT);
        TestRun open = TestRun.startedAt(MIDNIGHT.minusSeconds(1000));
        store().commit(List.of(open.start()));

        assertThat(store().deleteClosedRuns(MIDNIGHT, 2)).isEqualTo(2);
        assertThat(old)
                .extracting(run -> store().findRun(run.runId()).isPresent())
                .containsExactly(false, false, true, true, true);

        assertThat(store().deleteClosedRuns(MIDNIGHT, 2)).isEqualTo(2);
        assertThat(store().deleteClosedRuns(MIDNIGHT, 2)).isEqualTo(1);
        assertThat(store().deleteClosedRuns(MIDNIGHT, 2)).isZero();
        assertThat(old)
                .allSatisfy(run -> assertThat(store().history(run.runId(), 0)).isEmpty());
        assertThat(store().history(young.runId(), 0)).hasSize(2);
        assertThat(store().history(open.runId(), 0)).hasSize(1);
    }

    @Test
    default void nodesThatDeleteAtTheSameTimeShareTheWork() throws Exception {
        IntStream.range(0, 40).forEach(i -> closedAt(MIDNIGHT.minusSeconds(100 - i)));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<Integer> deleting = () -> {
                int deleted = 0;
                while (store().count(WorkflowFilter.ALL) > 0) {
                    deleted += StoreUnderTest.retrying(() -> store().deleteClosedRuns(MIDNIGHT, 3));
                }
                return deleted;
            };
            int deleted = 0;
            List<Integer> shares = new ArrayList<>();
            for (Future<Integer> share : threads.invokeAll(List.of(deleting, deleting))) {
                deleted += share.get();
                shares.add(share.get());
            }

            assertThat(deleted).as("sum of %s", shares).isEqualTo(40);
        } finally {
            threads.shutdownNow();
        }
    }

    private TestRun closedAt(Instant time) {
        TestRun run = TestRun.startedAt(time.minusSeconds(60));
        store().commit(List.of(TurnContract.startAndClose(run)));
        return run;
    }

    private TestRun closedWithEverything() {
        TestRun run = TestRun.ownedBy(UUID.randomUUID());
        store().commit(List.of(run.turn()
                .starts()
                .events(run.started(), run.completed(2))
                .task(ActivityTaskState.waiting(2, 2, MIDNIGHT, null, null))
                .fails(new FailedAttempt(2, 1, MIDNIGHT, null, EventSamples.FAILURE))
                .searchAttributes(SearchAttributes.of(SearchAttributeKey.keyword("customer"), "ada"))
                .closes(WorkflowStatus.COMPLETED)
                .write()));
        return run;
    }
}
