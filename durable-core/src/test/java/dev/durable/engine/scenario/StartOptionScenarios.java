package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Retry;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.RunOptions;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.workflow.WorkflowIdConflictPolicy;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What can be said about a start. */
public interface StartOptionScenarios extends EngineScenarios {

    /** Runs the work in a transaction on the store's database, which rolls back if the work throws. */
    void inTransaction(Runnable work);

    @Test
    default void optionsAreRecordedWithTheStart() {
        TestEngine client =
                engines().engine().workflow(Patient.class).clientOnly().start();

        client.client().newWorkflow(Patient.class).id("as-declared").start(Patient::run);
        client.client()
                .newWorkflow("Patient")
                .id("as-said")
                .runTimeout(Duration.ofMinutes(7))
                .executionTimeout(Duration.ofHours(3))
                .retry(RetryOptions.maximumAttempts(9))
                .startDelay(Duration.ofSeconds(5))
                .start();

        RunOptions declared = options("as-declared");
        assertThat(declared.runTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(declared.executionTimeout()).isEqualTo(Duration.ofHours(2));
        assertThat(declared.expiresAt()).isEqualTo(started("as-declared").time().plus(Duration.ofHours(2)));
        assertThat(declared.retryPolicy())
                .satisfies(policy -> assertThat(policy.maximumAttempts()).isEqualTo(3))
                .satisfies(policy -> assertThat(policy.initialInterval()).isEqualTo(Duration.ofMillis(20)));
        RunOptions said = options("as-said");
        assertThat(said.runTimeout()).isEqualTo(Duration.ofMinutes(7));
        assertThat(said.executionTimeout()).isEqualTo(Duration.ofHours(3));
        assertThat(said.startDelay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(said.retryPolicy())
                .satisfies(policy -> assertThat(policy.maximumAttempts()).isEqualTo(9))
                .satisfies(policy -> assertThat(policy.initialInterval()).isEqualTo(Duration.ofMillis(20)));
    }

    @Test
    default void impossibleOptionsAreRefused() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();

        List<Runnable> mistakes = List.of(
                () -> engine.client()
                        .newWorkflow("Inbox")
                        .runTimeout(Duration.ZERO)
                        .start(1),
                () -> engine.client()
                        .newWorkflow("Inbox")
                        .executionTimeout(Duration.ofSeconds(-1))
                        .start(1),
                () -> engine.client()
                        .newWorkflow("Inbox")
                        .startDelay(Duration.ofSeconds(-1))
                        .start(1),
                () -> engine.client()
                        .newWorkflow("Inbox")
                        .retry(new RetryOptions(Duration.ZERO, null, null, null, null))
                        .start(1));

        for (Runnable mistake : mistakes) {
            assertThatThrownBy(mistake::run)
                    .isInstanceOfSatisfying(
                            DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OPTION_ILLEGAL));
        }
        assertThat(engines().allRuns()).isEmpty();
    }

    @Test
    default void firstStepWaitsForItsDelay() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();

        WorkflowHandle<List<String>> handle = engine.client()
                .newWorkflow(Inbox.class)
                .id("inbox")
                .startDelay(Duration.ofDays(2))
                .start(w -> w.collect(0));
        assertThat(engines().run("inbox").owner()).isNull();
        assertThat(engines().run("inbox").wakeAt())
                .as("so late that no database's clock is there yet")
                .isAfter(engines().time().now().plus(Duration.ofHours(47)));
        engine.workflow("inbox").signal("put", "a");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEmpty();
    }

    @Test
    default void shortDelayNeedsNoLookForWork() {
        TestEngine engine = engines()
                .engine()
                .workflow(Inbox.class)
                .pollInterval(Duration.ofHours(10))
                .start();

        WorkflowHandle<List<String>> handle = engine.client()
                .newWorkflow(Inbox.class)
                .id("inbox")
                .startDelay(Duration.ofMillis(200))
                .start(w -> w.collect(0));

        assertThat(handle.result(EngineFixture.PATIENCE)).isEmpty();
    }

    @Test
    default void repetitionAfterAShortPauseNeedsNoLookForWork() {
        TestEngine engine = engines()
                .engine()
                .workflow(Unlucky.class)
                .pollInterval(Duration.ofHours(10))
                .start();

        engine.client().newWorkflow("Unlucky").id("unlucky").start();

        engines()
                .until(() -> engines().allRuns().size() == 2
                        && engines().allRuns().stream().allMatch(run -> run.status() == WorkflowStatus.FAILED));
    }

    @Test
    default void failedWorkflowIsRepeatedAsDeclared() {
        TestEngine engine = engines().engine().workflow(Unlucky.class).start();

        WorkflowHandle<Object> handle =
                engine.client().newWorkflow("Unlucky").id("unlucky").start();
        assertThatThrownBy(() -> handle.result(EngineFixture.PATIENCE))
                .isInstanceOf(WorkflowFailedException.class)
                .hasRootCauseMessage("bad luck");

        assertThat(engines().allRuns()).hasSize(2).allMatch(run -> run.status() == WorkflowStatus.FAILED);
    }

    @Test
    default void openRunIsUsedIfThePolicySaysSo() {
        TestEngine owner = engines().engine().workflow(Inbox.class).start();
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();
        WorkflowHandle<List<String>> first = start(owner, WorkflowIdConflictPolicy.USE_EXISTING, 1);

        WorkflowHandle<List<String>> here = start(owner, WorkflowIdConflictPolicy.USE_EXISTING, 2);
        WorkflowHandle<List<String>> elsewhere = start(client, WorkflowIdConflictPolicy.USE_EXISTING, 3);
        inTransaction(() -> assertThat(
                        start(owner, WorkflowIdConflictPolicy.USE_EXISTING, 4).runId())
                .isEqualTo(first.runId()));
        assertThatThrownBy(() -> start(owner, WorkflowIdConflictPolicy.FAIL, 5))
                .isInstanceOf(WorkflowAlreadyStartedException.class);
        assertThatThrownBy(() -> start(client, WorkflowIdConflictPolicy.FAIL, 5))
                .isInstanceOf(WorkflowAlreadyStartedException.class);

        assertThat(here.runId()).isEqualTo(first.runId());
        assertThat(elsewhere.runId()).isEqualTo(first.runId());
        first.signal("put", "a");
        assertThat(elsewhere.result(EngineFixture.PATIENCE)).containsExactly("a");
    }

    @Test
    default void openRunIsTerminatedIfThePolicySaysSo() {
        TestEngine owner = engines().engine().workflow(Inbox.class).start();
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();
        WorkflowHandle<List<String>> first = start(owner, WorkflowIdConflictPolicy.FAIL, 1);

        WorkflowHandle<List<String>> second = start(owner, WorkflowIdConflictPolicy.TERMINATE_EXISTING, 1);
        WorkflowHandle<List<String>> third = start(client, WorkflowIdConflictPolicy.TERMINATE_EXISTING, 1);
        assertThatThrownBy(() -> inTransaction(() -> start(owner, WorkflowIdConflictPolicy.TERMINATE_EXISTING, 1)))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OPTION_ILLEGAL));

        assertThat(first.describe().summary().status()).isEqualTo(WorkflowStatus.TERMINATED);
        assertThat(second.describe().summary().status()).isEqualTo(WorkflowStatus.TERMINATED);
        third.signal("put", "a");
        assertThat(third.result(EngineFixture.PATIENCE)).containsExactly("a");
    }

    @Test
    default void openRunIsNotTerminatedIfNoOtherMayTakeItsPlace() {
        TestEngine owner = engines().engine().workflow(Inbox.class).start();
        WorkflowHandle<List<String>> first = start(owner, WorkflowIdConflictPolicy.FAIL, 1);

        assertThatThrownBy(() -> owner.client()
                        .newWorkflow(Inbox.class)
                        .id("inbox")
                        .idReusePolicy(WorkflowIdReusePolicy.REJECT_DUPLICATE)
                        .idConflictPolicy(WorkflowIdConflictPolicy.TERMINATE_EXISTING)
                        .start(w -> w.collect(2)))
                .isInstanceOf(WorkflowAlreadyStartedException.class);

        assertThat(first.describe().summary().status()).isEqualTo(WorkflowStatus.RUNNING);
        WorkflowHandle<List<String>> second = owner.client()
                .newWorkflow(Inbox.class)
                .id("inbox")
                .idReusePolicy(WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY)
                .idConflictPolicy(WorkflowIdConflictPolicy.TERMINATE_EXISTING)
                .start(w -> w.collect(0));
        assertThat(second.result(EngineFixture.PATIENCE)).isEmpty();
        assertThat(first.describe().summary().status()).isEqualTo(WorkflowStatus.TERMINATED);
    }

    @Test
    default void manyStartersThatUseWhatIsOpenShareOneRun() {
        TestEngine one = engines().engine().workflow(Inbox.class).start();
        TestEngine other = engines().engine().workflow(Inbox.class).start();

        List<CompletableFuture<WorkflowHandle<List<String>>>> starts = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> start(i % 2 == 0 ? one : other, WorkflowIdConflictPolicy.USE_EXISTING, 1)))
                .toList();

        assertThat(starts.stream().map(start -> start.join().runId()).distinct())
                .hasSize(1);
    }

    @Test
    default void idOfAClosedRunIsUsedAgainAsThePolicyAllows() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        start(engine, WorkflowIdConflictPolicy.FAIL, 0).result();

        for (WorkflowIdReusePolicy policy :
                List.of(WorkflowIdReusePolicy.REJECT_DUPLICATE, WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY)) {
            for (WorkflowIdConflictPolicy conflict : WorkflowIdConflictPolicy.values()) {
                assertThatThrownBy(() -> engine.client()
                                .newWorkflow(Inbox.class)
                                .id("inbox")
                                .idReusePolicy(policy)
                                .idConflictPolicy(conflict)
                                .start(w -> w.collect(0)))
                        .isInstanceOf(WorkflowAlreadyStartedException.class);
            }
        }

        assertThat(start(engine, WorkflowIdConflictPolicy.FAIL, 0).result()).isEmpty();
    }

    private WorkflowExecutionStarted started(String workflowId) {
        return (WorkflowExecutionStarted) engines().history(workflowId).get(0);
    }

    private RunOptions options(String workflowId) {
        return started(workflowId).options();
    }

    private static WorkflowHandle<List<String>> start(TestEngine engine, WorkflowIdConflictPolicy policy, int wanted) {
        return engine.client()
                .newWorkflow(Inbox.class)
                .id("inbox")
                .idConflictPolicy(policy)
                .start(w -> w.collect(wanted));
    }

    /** Declares how long it may take. */
    @Workflow(runTimeout = "5m", executionTimeout = "2h", retry = @Retry(initialInterval = "20ms", maximumAttempts = 3))
    class Patient {

        @WorkflowMethod
        public String run() {
            return "patient";
        }
    }

    /** Fails, and is repeated once. */
    @Workflow(retry = @Retry(initialInterval = "10ms", maximumAttempts = 2))
    class Unlucky {

        @WorkflowMethod
        public String run() {
            throw ApplicationFailure.of("bad luck", "Unlucky");
        }
    }
}
