package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.EventText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Starting workflows and getting their results. */
public interface StartAndResultScenarios extends EngineScenarios {

    @Test
    default void workflowGivesItsResult() {
        TestEngine engine = engines().engine().workflow(Greeter.class).start();

        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Greeter.class).id("greeting").start(w -> w.greet("Ada"));

        assertThat(handle.result()).isEqualTo("Hello Ada");
        assertThat(handle.workflowId()).isEqualTo("greeting");
        assertThat(handle.describe().summary().status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(EventText.of(handle.history())).containsExactly("started(\"Ada\")", "complete \"Hello Ada\"");
    }

    @Test
    default void workflowIsStartedByNameAndItsResultReadWithoutTheClass() {
        TestEngine engine = engines().engine().workflow(Greeter.class).start();

        engine.client().newWorkflow("Greeter").id("greeting").start("Ada");

        assertThat(engine.workflow("greeting").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("Hello Ada");
    }

    @Test
    default void workflowWithoutResultCompletesWithNull() {
        TestEngine engine = engines().engine().workflow(Silent.class).start();

        assertThat(engine.client()
                        .newWorkflow(Silent.class)
                        .startVoid(Silent::run)
                        .result())
                .isNull();
    }

    @Test
    default void idIsMadeUpIfNoneIsGiven() {
        TestEngine engine = engines().engine().workflow(Greeter.class).start();

        WorkflowHandle<String> one = engine.client().newWorkflow(Greeter.class).start(w -> w.greet("Ada"));
        WorkflowHandle<String> other =
                engine.client().newWorkflow(Greeter.class).start(w -> w.greet("Ada"));

        assertThat(UUID.fromString(one.workflowId())).isNotEqualTo(UUID.fromString(other.workflowId()));
    }

    @Test
    default void idOfAnOpenRunIsTaken() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        TestEngine other = engines().engine().workflow(Inbox.class).start();
        WorkflowHandle<List<String>> handle = start(engine, "inbox");

        assertThatThrownBy(() -> start(engine, "inbox"))
                .isInstanceOfSatisfying(WorkflowAlreadyStartedException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_ALREADY_STARTED);
                    assertThat(e.workflowId()).isEqualTo("inbox");
                });
        assertThatThrownBy(() -> start(other, "inbox")).isInstanceOf(WorkflowAlreadyStartedException.class);
        assertThat(engines().run("inbox").runId()).isEqualTo(handle.runId());
    }

    @Test
    default void idIsFreeAgainAsSoonAsItsRunIsSeenToHaveClosed() {
        TestEngine engine = engines().engine().workflow(Greeter.class).start();
        List<UUID> runs = new ArrayList<>();

        for (int i = 0; i < 30; i++) {
            String name = "Ada " + i;
            WorkflowHandle<String> handle =
                    engine.client().newWorkflow(Greeter.class).id("greeting").start(w -> w.greet(name));
            runs.add(handle.runId());
            engines()
                    .until(() -> engines()
                            .store()
                            .findRun(handle.runId())
                            .orElseThrow()
                            .status()
                            .isClosed());
        }

        assertThat(runs).doesNotHaveDuplicates();
        assertThat(engine.workflow("greeting").result(String.class, EngineFixture.PATIENCE))
                .as("the latest run")
                .isEqualTo("Hello Ada 29");
    }

    @Test
    default void oneOfManyStartsOfAnIdWins() {
        TestEngine one = engines().engine().workflow(Inbox.class).start();
        TestEngine other = engines().engine().workflow(Inbox.class).start();
        List<CompletableFuture<UUID>> starts = new ArrayList<>();

        for (int i = 0; i < 12; i++) {
            TestEngine engine = i % 2 == 0 ? one : other;
            starts.add(
                    CompletableFuture.supplyAsync(() -> start(engine, "inbox").runId()));
        }

        List<UUID> won = new ArrayList<>();
        for (CompletableFuture<UUID> start : starts) {
            try {
                won.add(start.get());
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(WorkflowAlreadyStartedException.class);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(won).containsExactly(engines().run("inbox").runId());
        assertThat(engines().allRuns()).hasSize(1);
    }

    @Test
    default void failedWorkflowTellsWhy() {
        TestEngine engine = engines().engine().workflow(Refuser.class).start();

        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Refuser.class).id("no").start(w -> w.run("today"));

        assertThatThrownBy(handle::result)
                .isInstanceOfSatisfying(WorkflowFailedException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_FAILED);
                    assertThat(e.workflowId()).isEqualTo("no");
                    assertThat(e.runId()).isEqualTo(handle.runId());
                })
                .cause()
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.type()).isEqualTo("Refused");
                    assertThat(failure.getMessage()).isEqualTo("not today");
                    assertThat(failure.details()).containsExactly("today", 42);
                })
                .cause()
                .hasMessage("for a reason");
        assertThat(handle.describe().summary().status()).isEqualTo(WorkflowStatus.FAILED);
    }

    @Test
    default void waitForAResultRunsOutOfTime() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        WorkflowHandle<List<String>> handle = start(engine, "inbox");

        assertThatThrownBy(() -> handle.result(Duration.ofMillis(20)))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESULT_TIMEOUT));
    }

    @Test
    default void engineThatExecutesNothingSeesTheResult() {
        TestEngine worker = engines().engine().workflow(Inbox.class).start();
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();
        start(worker, "inbox");

        CompletableFuture<Object> result = CompletableFuture.supplyAsync(
                () -> client.workflow("inbox").result(Object.class, EngineFixture.PATIENCE));
        worker.workflow(Inbox.class, "inbox").signal(w -> w.put("a"));

        assertThat(result.join()).isEqualTo(List.of("a"));
    }

    @Test
    default void waitForAResultOutlivesTheEngineThatHadTheRun() {
        TestEngine first = engines().engine().workflow(Inbox.class).start();
        WorkflowHandle<List<String>> handle = start(first, "inbox");
        CompletableFuture<List<String>> result = handle.resultAsync();

        first.stop();
        TestEngine second = engines().engine().workflow(Inbox.class).start();
        second.workflow(Inbox.class, "inbox").signal(w -> w.put("a"));

        assertThat(result.orTimeout(30, TimeUnit.SECONDS).join()).containsExactly("a");
    }

    @Test
    default void whatFollowsAResultMayItselfStartAWorkflow() {
        TestEngine engine =
                engines().engine().workflow(Inbox.class).workflow(Greeter.class).start();
        WorkflowHandle<List<String>> first =
                engine.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(1));

        CompletableFuture<String> second = first.resultAsync()
                .thenApply(items -> engine.client()
                        .newWorkflow(Greeter.class)
                        .start(w -> w.greet(items.get(0)))
                        .result());
        first.signal("put", "Ada");

        assertThat(second.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("Hello Ada");
    }

    @Test
    default void nobodyLooksForAResultThatNobodyWaitsForAnyMore() {
        engines().engine().workflow(Inbox.class).start();
        AtomicInteger reads = new AtomicInteger();
        TestEngine client = engines()
                .engine()
                .workflow(Inbox.class)
                .clientOnly()
                .probe(new StoreProbe() {
                    @Override
                    public void before(StoreOperation operation) {
                        if (operation == StoreOperation.READ) {
                            reads.incrementAndGet();
                        }
                    }
                })
                .start();
        WorkflowHandle<List<String>> handle =
                client.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(1));

        assertThatThrownBy(() -> handle.result(Duration.ofMillis(20))).isInstanceOf(DurableException.class);
        CompletableFuture<List<String>> later = handle.resultAsync();
        engines().until(() -> reads.get() > 0);
        later.cancel(false);
        engines().time().skip(Duration.ofSeconds(2));
        int before = reads.get();
        // the last look that was under way may still be counted; a watch that goes on looks at every skip
        for (int i = 0; i < 10; i++) {
            engines().time().skip(Duration.ofSeconds(2));
        }
        assertThat(client.workflow("inbox").describe().summary().status()).isEqualTo(WorkflowStatus.RUNNING);

        assertThat(reads.get() - before).isLessThan(10);
        handle.signal("put", "a");
    }

    @Test
    default void runStartedWhereNothingIsExecutedIsClaimedByAnotherEngine() {
        TestEngine client =
                engines().engine().workflow(Greeter.class).clientOnly().start();
        WorkflowHandle<String> handle =
                client.client().newWorkflow(Greeter.class).id("greeting").start(w -> w.greet("Ada"));
        assertThat(engines().run("greeting").owner()).isNull();

        engines().engine().workflow(Greeter.class).start();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("Hello Ada");
    }

    @Test
    default void runOfAnUnknownTypeWaitsForAnEngineThatHasIt() {
        TestEngine without = engines().engine().workflow(Silent.class).start();
        WorkflowHandle<Object> handle =
                without.client().newWorkflow("Greeter").id("greeting").start("Ada");

        engines().engine().workflow(Greeter.class).start();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("Hello Ada");
    }

    @Test
    default void runWaitsForAnEngineThatServesItsQueue() {
        TestEngine elsewhere = engines().engine().workflow(Greeter.class).start();
        WorkflowHandle<String> handle = elsewhere
                .client()
                .newWorkflow(Greeter.class)
                .id("greeting")
                .taskQueue("slow")
                .start(w -> w.greet("Ada"));
        assertThat(engines().run("greeting").taskQueue()).isEqualTo("slow");
        assertThat(engines().run("greeting").owner()).isNull();

        engines().engine().workflow(Greeter.class).taskQueues("slow").start();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("Hello Ada");
    }

    @Test
    default void idThatCannotBeStoredIsRefused() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();

        for (String id : List.of("", " ", "x".repeat(256))) {
            assertThatThrownBy(() -> start(engine, id))
                    .isInstanceOfSatisfying(
                            DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_ID_ILLEGAL));
        }
        assertThat(engines().allRuns()).isEmpty();
    }

    /** Such a run would wait for ever for somebody who executes it. */
    @Test
    default void blankNamesOfTypesAndTaskQueuesAreRefused() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();

        assertThatThrownBy(() -> engine.client().newWorkflow(" ").start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("workflow type");
        assertThatThrownBy(
                        () -> engine.client().newWorkflow("Inbox").taskQueue("").start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("task queue");
        assertThat(engines().allRuns()).isEmpty();
    }

    @Test
    default void lambdaThatDoesNotCallTheRightMethodOnceIsRefused() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        start(engine, "inbox");

        List<Runnable> mistakes = List.of(
                () -> engine.client().newWorkflow(Inbox.class).start(w -> "no call"),
                () -> engine.client().newWorkflow(Inbox.class).start(Inbox::items),
                () -> engine.client().newWorkflow(Inbox.class).startVoid(w -> {
                    w.collect(1);
                    w.collect(2);
                }),
                () -> engine.workflow(Inbox.class, "inbox").signal(w -> w.collect(1)),
                () -> engine.workflow(Inbox.class, "inbox").query(w -> w.collect(1)));

        for (Runnable mistake : mistakes) {
            assertThatThrownBy(mistake::run)
                    .isInstanceOfSatisfying(
                            DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STUB_CALL_ILLEGAL));
        }
        assertThat(engines().allRuns()).hasSize(1);
    }

    private static WorkflowHandle<List<String>> start(TestEngine engine, String workflowId) {
        return engine.client().newWorkflow(Inbox.class).id(workflowId).start(w -> w.collect(1));
    }

    @Workflow
    class Greeter {

        @WorkflowMethod
        public String greet(String name) {
            return "Hello " + name;
        }
    }

    @Workflow
    class Silent {

        @WorkflowMethod
        public void run() {}
    }

    @Workflow
    class Refuser {

        @WorkflowMethod
        public String run(String when) {
            throw ApplicationFailure.of(
                    "not " + when, "Refused", new IllegalStateException("for a reason"), List.of(when, 42));
        }
    }
}
