package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowDescription;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.client.WorkflowPage;
import dev.durable.client.WorkflowStatus;
import dev.durable.client.WorkflowSummary;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Listing and describing runs. */
public interface ListingScenarios extends EngineScenarios {

    @Test
    default void runIsListedAsSoonAsItsStartReturns() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();

        WorkflowHandle<List<String>> handle = start(engine, "inbox", 1);

        assertThat(engine.client().list(WorkflowFilter.ALL).workflows())
                .singleElement()
                .satisfies(run -> {
                    assertThat(run.workflowId()).isEqualTo("inbox");
                    assertThat(run.runId()).isEqualTo(handle.runId());
                    assertThat(run.workflowType()).isEqualTo("Inbox");
                    assertThat(run.taskQueue()).isEqualTo("default");
                    assertThat(run.status()).isEqualTo(WorkflowStatus.RUNNING);
                    assertThat(run.closedAt()).isNull();
                });
    }

    @Test
    default void closedRunTellsWhenItClosed() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        start(engine, "inbox", 0).result();

        assertThat(engine.client().list(WorkflowFilter.ALL).workflows())
                .singleElement()
                .satisfies(run -> {
                    assertThat(run.status()).isEqualTo(WorkflowStatus.COMPLETED);
                    assertThat(run.closedAt()).isAfterOrEqualTo(run.startedAt());
                });
    }

    @Test
    default void listIsFilteredByTypeStatusIdAndTime() {
        TestEngine engine = engines()
                .engine()
                .workflow(Inbox.class, StartAndResultScenarios.Greeter.class, StartAndResultScenarios.Refuser.class)
                .start();
        start(engine, "inbox-1", 1);
        engines().time().skip(Duration.ofMinutes(1));
        Instant between = engines().time().now();
        engines().time().skip(Duration.ofMinutes(1));
        start(engine, "inbox-2", 0).result();
        engine.client()
                .newWorkflow(StartAndResultScenarios.Greeter.class)
                .id("greeting")
                .start(w -> w.greet("Ada"))
                .result();
        var refusal = engine.client()
                .newWorkflow(StartAndResultScenarios.Refuser.class)
                .id("refusal")
                .start(w -> w.run("now"));
        engines().until(() -> refusal.describe().summary().status().isClosed());

        WorkflowClient client = engine.client();
        assertThat(ids(client, WorkflowFilter.ALL)).containsExactly("refusal", "greeting", "inbox-2", "inbox-1");
        assertThat(ids(client, WorkflowFilter.ALL.withWorkflowType("Inbox"))).containsExactly("inbox-2", "inbox-1");
        assertThat(ids(client, WorkflowFilter.ALL.withStatuses(WorkflowStatus.RUNNING)))
                .containsExactly("inbox-1");
        assertThat(ids(client, WorkflowFilter.ALL.withStatuses(WorkflowStatus.COMPLETED, WorkflowStatus.FAILED)))
                .containsExactly("refusal", "greeting", "inbox-2");
        assertThat(ids(client, WorkflowFilter.ALL.withWorkflowIdPrefix("inbox")))
                .containsExactly("inbox-2", "inbox-1");
        assertThat(ids(client, WorkflowFilter.ALL.withWorkflowIdPrefix("%"))).isEmpty();
        assertThat(ids(client, WorkflowFilter.ALL.withStarted(null, between))).containsExactly("inbox-1");
        assertThat(ids(client, WorkflowFilter.ALL.withStarted(between, null)))
                .containsExactly("refusal", "greeting", "inbox-2");
        assertThat(ids(
                        client,
                        WorkflowFilter.ALL
                                .withWorkflowType("Inbox")
                                .withStatuses(WorkflowStatus.COMPLETED)
                                .withWorkflowIdPrefix("inbox-")))
                .containsExactly("inbox-2");
    }

    @Test
    default void pagesFollowEachOtherWithoutGapsOrRepetitionsAlthoughRunsAreStartedMeanwhile() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            start(engine, "inbox-" + i, 1);
            expected.add(0, "inbox-" + i);
            engines().time().skip(Duration.ofMillis(2));
        }

        List<String> listed = new ArrayList<>();
        WorkflowFilter filter = WorkflowFilter.ALL.withPageSize(3);
        WorkflowPage page = engine.client().list(filter);
        while (page.nextCursor() != null) {
            listed.addAll(
                    page.workflows().stream().map(WorkflowSummary::workflowId).toList());
            start(engine, "meanwhile-" + listed.size(), 1);
            page = engine.client().list(filter.withCursor(page.nextCursor()));
        }
        listed.addAll(page.workflows().stream().map(WorkflowSummary::workflowId).toList());

        assertThat(listed).isEqualTo(expected);
    }

    @Test
    default void cursorThatIsNoneIsRefused() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();

        assertThatThrownBy(() -> engine.client().list(WorkflowFilter.ALL.withCursor("page 2, please")))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILTER_ILLEGAL));
    }

    @Test
    default void descriptionTellsWhatTheRunWaitsFor() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        WorkflowHandle<List<String>> handle = start(engine, "inbox", 2);
        handle.signal("put", "a");

        WorkflowDescription description = handle.describe();

        assertThat(description.summary().workflowId()).isEqualTo("inbox");
        assertThat(description.historyLength()).isEqualTo(2);
        assertThat(description.pendingActivities()).isEmpty();
        assertThat(description.pendingTimers()).isEmpty();
        assertThat(description.pendingMessages()).isZero();
        assertThat(description.failedAttempts()).isEmpty();
    }

    @Test
    default void descriptionOfNothingIsRefused() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();

        assertThatThrownBy(() -> engine.workflow("nowhere").describe()).isInstanceOf(WorkflowNotFoundException.class);
        assertThatThrownBy(() -> engine.workflow("nowhere").history()).isInstanceOf(WorkflowNotFoundException.class);
    }

    private static WorkflowHandle<List<String>> start(TestEngine engine, String id, int wanted) {
        return engine.client().newWorkflow(Inbox.class).id(id).start(w -> w.collect(wanted));
    }

    private static List<String> ids(WorkflowClient client, WorkflowFilter filter) {
        return client.list(filter).workflows().stream()
                .map(WorkflowSummary::workflowId)
                .toList();
    }
}
