package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.BatchResult;
import dev.durable.client.ResetOptions;
import dev.durable.client.WorkflowBatch;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.EngineSettings.RetentionSettings;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.EventText;
import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deleting, exporting and importing runs, and doing something to many of them. */
public interface OperationScenarios extends EngineScenarios {

    /** Runs the work in a transaction on the store's database. */
    void inTransaction(Runnable work);

    @Test
    default void deletedRunIsGone() {
        TestEngine engine = operated();
        WorkflowHandle<String> handle = list(engine, "l");
        assertThat(codeOf(handle::delete)).isEqualTo(ErrorCode.WORKFLOW_OPEN);
        complete(engine, "l");

        handle.delete();

        assertThat(engines().allRuns()).isEmpty();
        assertThat(catchThrowableOfType(WorkflowNotFoundException.class, handle::delete))
                .isNotNull();
    }

    @Test
    default void oldRunsAreDeletedAtTheStartAndLater() {
        TestEngine engine = operated();
        list(engine, "old");
        list(engine, "open");
        complete(engine, "old");
        engine.stop();
        engines().time().skip(Duration.ofMinutes(1));

        TestEngine next = sweeping();
        sweeping();

        engines().until(() -> engines().store().findRun("old").isEmpty());
        assertThat(engines().run("open").status()).isEqualTo(WorkflowStatus.RUNNING);
        complete(next, "open");
        engines().untilInFastTime(() -> engines().allRuns().isEmpty());
    }

    @Test
    default void batchReachesOpenRunsPageByPageAndSignalsThemOnce() {
        TestEngine engine = operated();
        for (int i = 0; i < 5; i++) {
            list(engine, "l-" + i);
        }
        list(engine, "other");
        complete(engine, "l-2");
        WorkflowBatch batch = lists(engine).withId("batch-1");

        assertThat(batch.count()).isEqualTo(5);
        BatchResult first = batch.signal("add", "milk");
        BatchResult again = batch.signal("add", "milk");

        assertThat(first).isEqualTo(new BatchResult(5, 4, 1, 0, List.of()));
        assertThat(again).isEqualTo(first);
        assertThat(batch.signal("addTwice", "tea")).isEqualTo(first);
        complete(engine, "l-0");
        assertThat(engine.workflow("l-0").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("[milk, tea, tea]");
        assertThat(EventText.of(engine.workflow("other").history())).containsExactly("started()");
    }

    @Test
    default void batchesCancelTerminateResetAndDelete() {
        TestEngine engine = operated();
        for (int i = 0; i < 3; i++) {
            list(engine, "l-" + i);
        }

        assertThat(lists(engine).reset(ResetOptions.toStart())).isEqualTo(new BatchResult(3, 3, 0, 0, List.of()));
        assertThat(engines().allRuns()).hasSize(6);
        BatchResult deleted = lists(engine).delete();
        assertThat(deleted.done()).isEqualTo(3);
        assertThat(deleted.failed()).isEqualTo(3);
        assertThat(deleted.firstFailures())
                .allSatisfy(failure ->
                        assertThat(((DurableException) failure.cause()).code()).isEqualTo(ErrorCode.WORKFLOW_OPEN));
        assertThat(lists(engine).cancel("enough").done()).isEqualTo(3);
        engines()
                .until(() -> engines().allRuns().stream()
                        .allMatch(run -> run.status().isClosed()));
        assertThat(lists(engine).terminate("too late")).isEqualTo(new BatchResult(3, 0, 3, 0, List.of()));
        assertThat(lists(engine).delete()).isEqualTo(new BatchResult(3, 3, 0, 0, List.of()));
        assertThat(engines().allRuns()).isEmpty();
    }

    @Test
    default void batchThatWouldTouchTooManyRunsOrIsInATransactionDoesNotBegin() {
        TestEngine engine = operated();
        list(engine, "l-0");
        list(engine, "l-1");

        assertThat(codeOf(() -> lists(engine).expectAtMost(1).terminate("oops")))
                .isEqualTo(ErrorCode.BATCH_TOO_LARGE);
        inTransaction(() ->
                assertThat(codeOf(() -> lists(engine).terminate("oops"))).isEqualTo(ErrorCode.BATCH_IN_TRANSACTION));

        assertThat(engines().allRuns())
                .allSatisfy(run -> assertThat(run.status()).isEqualTo(WorkflowStatus.RUNNING));
    }

    @Test
    default void exportedHistoryIsImportedWhereTheRunIsNot() {
        TestEngine engine = operated();
        WorkflowHandle<String> handle = list(engine, "l");
        assertThat(codeOf(() -> engine.client().importHistory(handle.exportHistory())))
                .isEqualTo(ErrorCode.HISTORY_OPEN);
        engine.workflow("l").signal("add", "milk");
        complete(engine, "l");
        String document = handle.exportHistory();
        assertThat(codeOf(() -> engine.client().importHistory(document))).isEqualTo(ErrorCode.HISTORY_EXISTS);
        assertThat(engine.client().replay(document).requireReplayable().notes()).isEmpty();
        handle.delete();

        WorkflowExecution imported = engine.client().importHistory(document);

        assertThat(imported.exportHistory()).isEqualTo(document);
        assertThat(imported.result(String.class, EngineFixture.PATIENCE)).isEqualTo("[milk]");
        assertThat(engine.client()
                        .list(WorkflowFilter.ALL.with(
                                SearchAttributeKey.keyword("item").is("milk")))
                        .workflows())
                .singleElement()
                .satisfies(run -> assertThat(run.status()).isEqualTo(WorkflowStatus.COMPLETED));
    }

    @Test
    default void historyIsNotImportedBesideAnOpenRunOfItsWorkflowId() {
        TestEngine engine = operated();
        WorkflowHandle<String> handle = list(engine, "l");
        complete(engine, "l");
        String document = handle.exportHistory();
        handle.delete();
        list(engine, "l");

        assertThat(codeOf(() -> engine.client().importHistory(document))).isEqualTo(ErrorCode.WORKFLOW_ALREADY_STARTED);

        assertThat(engines().allRuns()).hasSize(1);
    }

    private TestEngine operated() {
        return engines().engine().workflow(ShoppingList.class).start();
    }

    private TestEngine sweeping() {
        return engines()
                .engine()
                .workflow(ShoppingList.class)
                .retention(new RetentionSettings(Duration.ofSeconds(30), Duration.ofSeconds(1), 1))
                .start();
    }

    private static WorkflowBatch lists(TestEngine engine) {
        return engine.client()
                .batch(WorkflowFilter.ALL.withWorkflowIdPrefix("l-").withPageSize(2));
    }

    private static WorkflowHandle<String> list(TestEngine engine, String id) {
        return engine.client().newWorkflow(ShoppingList.class).id(id).start(ShoppingList::run);
    }

    private void complete(TestEngine engine, String id) {
        engine.workflow(id).signal("add", "done");
        engines().until(() -> engines().run(id).status() == WorkflowStatus.COMPLETED);
    }

    private static ErrorCode codeOf(Runnable call) {
        return catchThrowableOfType(DurableException.class, call::run).code();
    }

    /** Collects items until one is "done". */
    @Workflow
    class ShoppingList {

        private static final SearchAttributeKey<String> ITEM = SearchAttributeKey.keyword("item");

        private final WorkflowContext workflow;
        private final List<String> items = new ArrayList<>();

        ShoppingList(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.await(() -> items.contains("done"));
            items.remove("done");
            return items.toString();
        }

        @SignalMethod
        public void addTwice(String item) {
            add(item);
            add(item);
        }

        @SignalMethod
        public void add(String item) {
            items.add(item);
            if (!item.equals("done")) {
                workflow.upsertSearchAttributes(SearchAttributes.of(ITEM, item));
            }
        }
    }
}
