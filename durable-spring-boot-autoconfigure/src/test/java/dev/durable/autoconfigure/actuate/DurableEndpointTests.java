package dev.durable.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.autoconfigure.actuate.WorkflowReads.History;
import dev.durable.autoconfigure.actuate.WorkflowReads.StackTrace;
import dev.durable.autoconfigure.actuate.WorkflowReads.StuckRuns;
import dev.durable.autoconfigure.actuate.WorkflowReads.Types;
import dev.durable.autoconfigure.actuate.WorkflowWrites.BatchDescriptor;
import dev.durable.autoconfigure.actuate.WorkflowWrites.Result;
import dev.durable.autoconfigure.actuate.WorkflowWrites.Started;
import dev.durable.autoconfigure.actuate.WorkflowWrites.Updated;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.DurableEngine;
import dev.durable.engine.EngineSettings;
import dev.durable.engine.EngineSettings.WorkerSettings;
import dev.durable.engine.EngineStatus;
import dev.durable.engine.StuckRun;
import dev.durable.history.EventType;
import dev.durable.history.HistoryDocument;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.payload.Payload;
import dev.durable.store.memory.InMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** What each operation answers. How they are guarded and found over HTTP is a matter of the sample application's tests. */
class DurableEndpointTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DurableEngine engine = DurableEngine.builder(
                    new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()))
            .workflow(DeskWorkflow.class)
            .settings(retryingNothingByItself())
            .build();
    private final DurableEndpoint endpoint = endpoint(Show.NEVER);

    @BeforeEach
    void start() {
        engine.start();
    }

    @AfterEach
    void stop() {
        engine.stop().join();
    }

    @Test
    void overviewCountsOpenRunsByStatus() {
        started("desk-1");
        started("desk-2");
        operate("desk-2", "pause", null, null);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(endpoint.overview().openRuns())
                        .containsEntry(WorkflowStatus.RUNNING, 1L)
                        .containsEntry(WorkflowStatus.PAUSED, 1L));

        OverviewDescriptor overview = endpoint.overview();

        assertThat(overview.status()).isEqualTo(EngineStatus.RUNNING);
        assertThat(overview.nodes()).isEqualTo(1);
        assertThat(overview.taskQueues()).containsExactly("default");
        assertThat(overview.stuckRuns()).isZero();
    }

    @Test
    void workflowsAreFilteredAndPaged() {
        started("desk-1");
        started("desk-2");
        started("other-1");

        RunPageDescriptor page = section("workflows", "Desk", WorkflowStatus.RUNNING, "desk-", 1, null);
        RunPageDescriptor next = section("workflows", "Desk", WorkflowStatus.RUNNING, "desk-", 1, page.nextCursor());

        assertThat(page.workflows()).extracting(RunDescriptor::workflowId).containsExactly("desk-2");
        assertThat(next.workflows()).extracting(RunDescriptor::workflowId).containsExactly("desk-1");
        assertThat(next.nextCursor()).isNull();
        assertThat(this.<RunPageDescriptor>section("workflows", "Unknown", null, null, null, null)
                        .workflows())
                .isEmpty();
    }

    @Test
    void pageThatIsTooLargeIsRefused() {
        assertThat(endpoint.section(SecurityContext.NONE, "workflows", null, null, null, 5_000, null)
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void typesWorkersNodesAndChangesAreListed() {
        assertThat(this.<Types>section("types").workflows()).containsExactly("Desk");

        WorkersDescriptor workers = section("workers");
        assertThat(workers.maxRunningAttempts()).isEqualTo(200);
        assertThat(workers.taskQueues()).singleElement().satisfies(queue -> {
            assertThat(queue.name()).isEqualTo("default");
            assertThat(queue.hosted()).isTrue();
            assertThat(queue.depth()).isZero();
        });

        assertThat(this.<WorkflowReads.Nodes>section("nodes").nodes())
                .singleElement()
                .satisfies(node -> assertThat(node.alive()).isTrue());
        assertThat(this.<WorkflowReads.Changes>section("changes").changes()).isEmpty();
    }

    @Test
    void queueThatNobodyHostsShowsItsDepth() {
        endpoint.change("workflows", null, "Desk", "lost-1", "nobody", null, null, null, null, "[\"x\"]", null, null);

        WorkersDescriptor workers = section("workers");

        assertThat(workers.taskQueues())
                .filteredOn(queue -> queue.name().equals("nobody"))
                .singleElement()
                .satisfies(queue -> {
                    assertThat(queue.hosted()).isFalse();
                    assertThat(queue.depth()).isEqualTo(1);
                    assertThat(queue.oldestDueAt()).isNotNull();
                });
    }

    @Test
    void activityOnAQueueThatNobodyHostsIsShown() {
        start("desk-1", "print");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                this.<WorkersDescriptor>section("workers").taskQueues())
                        .filteredOn(queue -> queue.name().equals("printing"))
                        .singleElement()
                        .satisfies(queue -> {
                            assertThat(queue.hosted()).isFalse();
                            assertThat(queue.depth()).isZero();
                            assertThat(queue.waitingActivities()).isEqualTo(1);
                            assertThat(queue.oldestActivityDueAt()).isNotNull();
                        }));
    }

    @Test
    void stuckRunIsShownWithItsReason() {
        start("desk-1", "broken");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(this.<StuckRuns>section("stuck").stuckRuns())
                        .singleElement()
                        .satisfies(stuck -> {
                            assertThat(stuck.reason()).isEqualTo(StuckRun.Reason.CODE_FAILS);
                            assertThat(stuck.failure()).isNotNull();
                            assertThat(stuck.failure().message()).contains("the desk is broken");
                        }));
        RunDetailsDescriptor details = body(endpoint.workflow(SecurityContext.NONE, "workflows", "desk-1", null));
        assertThat(details.failedAttempts()).isNotEmpty();
        assertThat(details.waitingFor()).singleElement().asString().startsWith("(");
    }

    @Test
    void workflowTellsWhatItWaitsFor() {
        started("desk-1");

        RunDetailsDescriptor details = body(endpoint.workflow(SecurityContext.NONE, "workflows", "desk-1", null));
        StackTrace stack = view("stack");

        assertThat(details.run().status()).isEqualTo(WorkflowStatus.RUNNING);
        assertThat(details.waitingFor()).singleElement().asString().contains("DeskWorkflow.decide");
        assertThat(stack.stackTrace()).anyMatch(line -> line.contains("DeskWorkflow.decide"));
    }

    @Test
    void valuesAreHiddenUnlessTheyAreToBeShown() {
        started("desk-1");

        History hidden = view("history");
        History shown = body(
                endpoint(Show.ALWAYS).view(SecurityContext.NONE, "workflows", "desk-1", "history", null, null, null));

        assertThat(hidden.events().get(0).type()).isEqualTo(EventType.WorkflowExecutionStarted);
        assertThat(hidden.toString()).doesNotContain("secret of desk-1").contains("******");
        assertThat(shown.toString()).contains("secret of desk-1");
        assertThat(endpoint(Show.WHEN_AUTHORIZED)
                        .view(SecurityContext.NONE, "workflows", "desk-1", "history", null, null, null)
                        .getBody()
                        .toString())
                .doesNotContain("secret of desk-1");
    }

    @Test
    void valueThatCannotBeReadIsReplacedByTheReason() {
        ShownValues values = ShownValues.of(engine, true);

        assertThat(values.value(Payload.json("{cut off")))
                .asString()
                .startsWith("(")
                .endsWith(")");
        assertThat(values.value(new Payload("AAAA", Map.of("encoding", "of/another/age"))))
                .asString()
                .startsWith("(");
    }

    @Test
    void historyIsReadInParts() {
        started("desk-1");
        operate("desk-1", "signal", "decided", "[\"Ada\"]");
        untilClosed("desk-1");

        History part = body(endpoint.view(SecurityContext.NONE, "workflows", "desk-1", "history", null, 1, 1));

        assertThat(part.events())
                .singleElement()
                .extracting(EventDescriptor::type)
                .isEqualTo(EventType.WorkflowExecutionSignaled);
        assertThat(endpoint.view(SecurityContext.NONE, "workflows", "desk-1", "history", null, 1, 0)
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void exportIsRefusedUnlessValuesAreShown() {
        started("desk-1");

        WebEndpointResponse<?> refused =
                endpoint.view(SecurityContext.NONE, "workflows", "desk-1", "export", null, null, null);
        WebEndpointResponse<?> exported =
                endpoint(Show.ALWAYS).view(SecurityContext.NONE, "workflows", "desk-1", "export", null, null, null);

        assertThat(refused.getStatus()).isEqualTo(403);
        assertThat(HistoryDocument.parse(String.valueOf(exported.getBody())).workflowId())
                .isEqualTo("desk-1");
    }

    @Test
    void startSignalQueryAndUpdateReachTheWorkflow() {
        Started started = start("desk-1", "x");

        assertThat(started.workflowId()).isEqualTo("desk-1");
        assertThat(this.<Result>operate("desk-1", "query", "decision", null).result())
                .isEqualTo("decision: ");
        Updated updated = operate("desk-1", "update", "ask", "[\"now\"]");
        assertThat(updated.completed()).isTrue();
        assertThat(updated.result()).isEqualTo("now? not yet");

        operate("desk-1", "signal", "decided", "[\"Ada\"]");

        assertThat(engine.client().workflow("desk-1").result(String.class, PATIENCE))
                .isEqualTo("Ada");
    }

    @Test
    void runsAreCanceledTerminatedPausedResumedAndReset() {
        for (String id : Set.of("canceled", "terminated", "resumed")) {
            started(id);
        }

        operate("canceled", "cancel", null, null);
        operate("terminated", "terminate", null, null);
        operate("resumed", "pause", null, null);
        operate("resumed", "resume", null, null);
        operate("resumed", "signal", "decided", "[\"no\"]");

        untilStatus("canceled", WorkflowStatus.CANCELED);
        untilStatus("terminated", WorkflowStatus.TERMINATED);
        untilStatus("resumed", WorkflowStatus.FAILED);

        WebEndpointResponse<?> reset =
                endpoint.operate("workflows", "terminated", "reset", null, null, null, "too early", 1, null);
        assertThat(reset.getStatus()).isEqualTo(200);
        untilStatus("terminated", WorkflowStatus.RUNNING);
    }

    @Test
    void codeAndActivitiesAreTriedAtOnce() {
        start("desk-1", "broken");
        await().atMost(PATIENCE).until(() -> failures("desk-1") >= 1);

        operate("desk-1", "retry", null, null);
        await().atMost(PATIENCE).until(() -> failures("desk-1") >= 2);
        BatchDescriptor all =
                body(endpoint.change("batch", "retry", "Desk", null, null, null, "desk-", 1L, null, null, null, null));
        await().atMost(PATIENCE).until(() -> failures("desk-1") >= 3);

        assertThat(all.done()).isEqualTo(1);
        assertThat(endpoint.operate("workflows", "desk-1", "retry", null, null, null, null, null, 7)
                        .getStatus())
                .isEqualTo(200);
        assertThat(endpoint.operate("workflows", "desk-1", "retry", null, null, null, null, null, 0)
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void batchNeedsToKnowHowManyRunsItMayChange() {
        started("desk-1");
        started("desk-2");

        assertThat(batch(null).getStatus()).isEqualTo(400);
        assertThat(batch(1L).getStatus()).isEqualTo(400);
        BatchDescriptor done = body(batch(2L));

        assertThat(done.done()).isEqualTo(2);
        untilStatus("desk-1", WorkflowStatus.TERMINATED);
    }

    @Test
    void whatIsMissingIsNotFoundAndWhatIsWrongIsExplained() {
        assertThat(endpoint.section(SecurityContext.NONE, "nothing", null, null, null, null, null)
                        .getStatus())
                .isEqualTo(404);
        assertThat(endpoint.workflow(SecurityContext.NONE, "workflows", "nobody", null)
                        .getStatus())
                .isEqualTo(404);
        assertThat(endpoint.operate("workflows", "nobody", "explode", null, null, null, null, null, null)
                        .getStatus())
                .isEqualTo(404);
        started("desk-1");
        assertThat(endpoint.operate("workflows", "desk-1", "signal", null, null, null, null, null, null)
                        .getBody())
                .isEqualTo(new ErrorDescriptor(null, "'name' is missing", null));
        assertThat(endpoint.operate("workflows", "desk-1", "signal", null, "decided", "no json", null, null, null)
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void runIsFoundByItsIdAndAWorkflowIdThatLooksLikeOneGoesFirst() {
        Started child = start("desk-1/room", "x");
        UUID run = child.runId();
        WebEndpointResponse<?> found = endpoint.workflow(SecurityContext.NONE, "workflows", run.toString(), null);
        assertThat(this.<RunDetailsDescriptor>body(found).run().workflowId()).isEqualTo("desk-1/room");
        operate(run.toString(), "signal", "decided", "[\"Ada\"]");
        untilClosed("desk-1/room");
        Started next = start("desk-1/room", "x");

        RunDetailsDescriptor another =
                body(endpoint.workflow(SecurityContext.NONE, "workflows", run.toString(), next.runId()));
        assertThat(another.run().runId()).isEqualTo(next.runId());

        start(run.toString(), "x");
        RunDetailsDescriptor namesake =
                body(endpoint.workflow(SecurityContext.NONE, "workflows", run.toString(), null));
        assertThat(namesake.run().workflowId()).isEqualTo(run.toString());
    }

    @Test
    void failedRunTellsWhy() {
        started("desk-1");
        operate("desk-1", "signal", "decided", "[\"no\"]");
        untilStatus("desk-1", WorkflowStatus.FAILED);

        RunDetailsDescriptor details = body(endpoint.workflow(SecurityContext.NONE, "workflows", "desk-1", null));

        assertThat(details.failure()).isEqualTo(new FailureDescriptor("Refused", "the answer is no", null));
    }

    @Test
    void argumentsThatAreNoArrayAreExplained() {
        started("desk-1");

        for (String wrong : List.of("no json", "{}", "7")) {
            WebEndpointResponse<?> answer =
                    endpoint.operate("workflows", "desk-1", "signal", null, "decided", wrong, null, null, null);
            assertThat(answer.getStatus()).isEqualTo(400);
            assertThat(answer.getBody().toString()).contains("'arguments' is not the text of a JSON array");
        }
    }

    private WebEndpointResponse<?> batch(@Nullable Long expectAtMost) {
        return endpoint.change(
                "batch", "terminate", "Desk", null, null, null, "desk-", expectAtMost, null, null, "over", null);
    }

    private DurableEndpoint endpoint(Show showValues) {
        return new DurableEndpoint(engine, engine.client(), new DurableEndpointProperties(showValues, Set.of()));
    }

    private void started(String workflowId) {
        start(workflowId, "secret of " + workflowId);
    }

    private Started start(String workflowId, String secret) {
        return body(endpoint.change(
                "workflows",
                null,
                "Desk",
                workflowId,
                null,
                null,
                null,
                null,
                null,
                "[\"" + secret + "\"]",
                null,
                null));
    }

    private <T> T operate(String workflowId, String operation, @Nullable String name, @Nullable String arguments) {
        return body(endpoint.operate("workflows", workflowId, operation, null, name, arguments, null, null, null));
    }

    private <T> T view(String view) {
        return body(endpoint.view(SecurityContext.NONE, "workflows", "desk-1", view, null, null, null));
    }

    private <T> T section(String section) {
        return section(section, null, null, null, null, null);
    }

    private <T> T section(
            String section,
            @Nullable String type,
            @Nullable WorkflowStatus status,
            @Nullable String idPrefix,
            @Nullable Integer pageSize,
            @Nullable String cursor) {
        return body(endpoint.section(SecurityContext.NONE, section, type, status, idPrefix, pageSize, cursor));
    }

    private int failures(String workflowId) {
        return engine.client().workflow(workflowId).describe().failedAttempts().size();
    }

    private void untilClosed(String workflowId) {
        await().atMost(PATIENCE).until(() -> status(workflowId).isClosed());
    }

    private void untilStatus(String workflowId, WorkflowStatus expected) {
        await().atMost(PATIENCE).until(() -> status(workflowId) == expected);
    }

    private WorkflowStatus status(String workflowId) {
        return engine.client().workflow(workflowId).describe().summary().status();
    }

    @SuppressWarnings("unchecked")
    private static <T> T body(WebEndpointResponse<?> response) {
        assertThat(response.getStatus()).as(String.valueOf(response.getBody())).isEqualTo(200);
        return (T) response.getBody();
    }

    /** Code that fails is tried again after an hour, so that it is when somebody asks for it. */
    private static EngineSettings retryingNothingByItself() {
        WorkerSettings worker = WorkerSettings.DEFAULT;
        EngineSettings settings = EngineSettings.DEFAULT;
        return new EngineSettings(
                new WorkerSettings(
                        worker.enabled(),
                        worker.taskQueues(),
                        worker.maxConcurrentActivities(),
                        worker.maxCachedRuns(),
                        worker.passivateAfter(),
                        worker.maxWorkflowThreads(),
                        worker.virtualActivityThreads(),
                        worker.gracePeriod(),
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        worker.history(),
                        worker.codeBlockLimit(),
                        worker.localActivityWait(),
                        worker.queueLimits(),
                        worker.spillOverAfter()),
                settings.commit(),
                settings.cluster(),
                settings.client(),
                settings.retention(),
                settings.defaultStartToCloseTimeout());
    }
}
