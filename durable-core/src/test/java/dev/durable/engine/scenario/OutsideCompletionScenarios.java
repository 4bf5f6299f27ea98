package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.activity.ActivityContext;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.ActivityCompletionClient;
import dev.durable.client.PendingActivity;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.FirstRound;
import dev.durable.engine.testing.StoppableCall;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestEngineBuilder;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutFailure;
import dev.durable.history.EventText;
import dev.durable.workflow.WorkflowContext;
import java.io.FileNotFoundException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Activities whose results come from outside: by token or ids, here or elsewhere, in time or too late. */
public interface OutsideCompletionScenarios extends EngineScenarios {

    /** Runs the work in a transaction on the store's database, which rolls back if the work throws. */
    void inTransaction(Runnable work);

    @Test
    default void resultComesFromOutsideByToken() {
        Approvals approvals = new Approvals();
        TestEngine engine = engine(approvals).start();
        WorkflowHandle<String> handle = start(engine, 1);
        approvals.await(engines(), 1);
        assertThat(onlyPending(handle).state()).isEqualTo(PendingActivity.State.WAITING_FOR_COMPLETION);

        completions(engine).complete(approvals.token(0), "yes");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("yes");
        assertThat(EventText.of(handle.history()))
                .containsExactly(
                        "started(1)",
                        "schedule Approval.ask(\"question\")",
                        "completed 2: \"yes\"",
                        "complete \"yes\"");
        assertThat(engines().store().activityTasks(handle.runId())).isEmpty();
    }

    @Test
    default void resultComesFromOutsideByIds() {
        Approvals approvals = new Approvals();
        TestEngine engine = engine(approvals).start();
        WorkflowHandle<String> handle = start(engine, 1);
        approvals.await(engines(), 1);

        completions(engine).complete("approved", 2, "yes");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("yes");
    }

    @Test
    default void resultMayBeGivenOnAnyNode() {
        Approvals approvals = new Approvals();
        TestEngine owner = engine(approvals).start();
        TestEngine other = engines().engine().clientOnly().start();
        WorkflowHandle<String> handle = start(owner, 1);
        approvals.await(engines(), 1);

        completions(other).complete(approvals.token(0), "yes");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("yes");
    }

    @Test
    default void slotIsFreeWhileTheResultIsAwaited() {
        Approvals approvals = new Approvals();
        TestEngine engine = engine(approvals).maxConcurrentActivities(1).start();
        List<WorkflowHandle<String>> handles = IntStream.range(0, 5)
                .mapToObj(i -> engine.client()
                        .newWorkflow(Approved.class)
                        .id("approved-" + i)
                        .start(w -> w.run(1)))
                .toList();
        approvals.await(engines(), 5);

        approvals.tokens.forEach(token -> completions(engine).complete(token, "yes"));

        handles.forEach(
                handle -> assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("yes"));
    }

    @Test
    default void failureFollowsTheRetryPolicy() {
        Approvals approvals = new Approvals();
        TestEngine engine = engine(approvals).start();
        WorkflowHandle<String> handle = start(engine, 2);
        approvals.await(engines(), 1);

        completions(engine).fail(approvals.token(0), new IllegalStateException("nobody is there"));
        approvals.await(engines(), 2);
        assertThat(handle.describe().failedAttempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.failure().message()).isEqualTo("nobody is there"));
        completions(engine).fail(approvals.token(1), new IllegalStateException("still nobody"));

        assertThatThrownBy(() -> handle.result(EngineFixture.PATIENCE))
                .cause()
                .isInstanceOfSatisfying(ActivityFailure.class, failure -> {
                    assertThat(failure.attempt()).isEqualTo(2);
                    assertThat(failure.retryState()).isEqualTo(RetryState.MAXIMUM_ATTEMPTS_REACHED);
                })
                .cause()
                .hasMessage("still nobody");
    }

    @Test
    default void failureFromAnotherNodeIsJudgedByTheOwner() {
        Approvals approvals = new Approvals();
        TestEngine owner = engine(approvals).start();
        TestEngine other = engines().engine().clientOnly().start();
        WorkflowHandle<String> handle = start(owner, 0);
        approvals.await(engines(), 1);

        completions(other).fail(approvals.token(0), new IllegalStateException("once more"));
        approvals.await(engines(), 2);
        completions(other).fail(approvals.token(1), new FileNotFoundException("its policy excludes the superclass"));

        assertThatThrownBy(() -> handle.result(EngineFixture.PATIENCE))
                .cause()
                .isInstanceOfSatisfying(ActivityFailure.class, failure -> {
                    assertThat(failure.attempt()).isEqualTo(2);
                    assertThat(failure.retryState()).isEqualTo(RetryState.NON_RETRYABLE_FAILURE);
                });
    }

    @Test
    default void reportTakesPartInTheCallersTransaction() {
        Approvals approvals = new Approvals();
        TestEngine engine = engine(approvals).start();
        WorkflowHandle<String> handle = start(engine, 1);
        approvals.await(engines(), 1);

        assertThatThrownBy(() -> inTransaction(() -> {
                    completions(engine).complete(approvals.token(0), "rolled back");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(onlyPending(handle)).isNotNull();
        inTransaction(() -> completions(engine).complete(approvals.token(0), "committed"));

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("committed");
    }

    @Test
    default void activityStaysPendingOverARestart() {
        Approvals approvals = new Approvals();
        TestEngine first = engine(approvals).start();
        WorkflowHandle<String> handle = start(first, 1);
        approvals.await(engines(), 1);
        first.stop();

        TestEngine second = engine(approvals).start();
        engines().until(() -> engines().run("approved").owner() != null);
        completions(second).complete(approvals.token(0), "yes");

        assertThat(second.workflow("approved").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("yes");
        assertThat(approvals.tokens).as("it was asked once").hasSize(1);
        assertThat(handle.runId()).isEqualTo(engines().run("approved").runId());
    }

    @Test
    default void activityStaysPendingOverACrash() {
        Approvals approvals = new Approvals();
        TestEngine dying = engine(approvals).start();
        start(dying, 1);
        approvals.await(engines(), 1);
        dying.crash();

        TestEngine next = engine(approvals).start();
        engines()
                .until(() -> next.client().workflow("approved").describe().pendingActivities().stream()
                        .anyMatch(pending -> pending.state() == PendingActivity.State.WAITING_FOR_COMPLETION));
        completions(next).complete(approvals.token(0), "yes");

        assertThat(next.workflow("approved").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("yes");
        assertThat(approvals.tokens).hasSize(1);
    }

    @Test
    default void resultThatComesWhileNobodyOwnsTheRunIsKept() {
        Approvals approvals = new Approvals();
        TestEngine dying = engine(approvals).start();
        TestEngine other = engines().engine().clientOnly().start();
        start(dying, 1);
        approvals.await(engines(), 1);
        dying.crash();

        completions(other).complete(approvals.token(0), "yes");
        TestEngine next = engine(approvals).start();

        assertThat(next.workflow("approved").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("yes");
        assertThat(approvals.tokens).hasSize(1);
    }

    @Test
    default void failureThatComesWhileNobodyOwnsTheRunIsRetried() {
        Approvals approvals = new Approvals();
        TestEngine dying = engine(approvals).start();
        TestEngine other = engines().engine().clientOnly().start();
        start(dying, 0);
        approvals.await(engines(), 1);
        dying.crash();

        completions(other).fail(approvals.token(0), new IllegalStateException("nobody is there"));
        TestEngine next = engine(approvals).start();
        approvals.await(engines(), 2);
        completions(next).complete(approvals.token(1), "at last");

        assertThat(next.workflow("approved").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("at last");
    }

    @Test
    default void startToCloseTimeoutGoesOnOverARestart() {
        Approvals approvals = new Approvals();
        TestEngine first = engine(approvals).start();
        start(first, 1);
        approvals.await(engines(), 1);
        first.stop();
        engines().time().skip(Duration.ofHours(3));

        TestEngine second = engine(approvals).start();

        assertThatThrownBy(() -> second.workflow("approved").result(String.class, EngineFixture.PATIENCE))
                .cause()
                .cause()
                .isInstanceOf(TimeoutFailure.class);
    }

    @Test
    default void reportThatComesTooLateIsToldWhy() {
        Approvals approvals = new Approvals();
        TestEngine owner = engine(approvals).start();
        TestEngine other = engines().engine().clientOnly().start();
        WorkflowHandle<String> handle = start(owner, 0);
        approvals.await(engines(), 1);
        completions(owner).fail(approvals.token(0), new IllegalStateException("nobody is there"));
        approvals.await(engines(), 2);

        for (TestEngine engine : List.of(owner, other)) {
            assertRefused(
                    ErrorCode.ACTIVITY_ATTEMPT_OVER, () -> completions(engine).complete(approvals.token(0), "late"));
            assertRefused(
                    ErrorCode.ACTIVITY_ATTEMPT_OVER,
                    () -> completions(engine).fail(approvals.token(0), new IllegalStateException()));
            assertRefused(
                    ErrorCode.ACTIVITY_ATTEMPT_OVER, () -> completions(engine).heartbeat(approvals.token(0), null));
            assertRefused(
                    ErrorCode.ACTIVITY_NOT_PENDING, () -> completions(engine).complete("approved", 7, "unknown"));
            assertRefused(
                    ErrorCode.ACTIVITY_CANCEL_NOT_REQUESTED,
                    () -> completions(engine).cancel(approvals.token(1)));
            assertRefused(
                    ErrorCode.ACTIVITY_TOKEN_ILLEGAL, () -> completions(engine).complete("nonsense", "x"));
        }
        completions(owner).complete(approvals.token(1), "yes");
        handle.result(EngineFixture.PATIENCE);

        for (TestEngine engine : List.of(owner, other)) {
            assertRefused(
                    ErrorCode.ACTIVITY_NOT_PENDING, () -> completions(engine).complete(approvals.token(1), "twice"));
            assertRefused(
                    ErrorCode.ACTIVITY_NOT_PENDING, () -> completions(engine).heartbeat(approvals.token(1), null));
        }
        assertThatExceptionOfType(WorkflowNotFoundException.class)
                .isThrownBy(() -> completions(owner).complete("nobody", 2, "x"));
    }

    @Test
    default void resultThatWasAcceptedCountsEvenIfTheAttemptTimedOutMeanwhile() {
        Approvals approvals = new Approvals();
        FirstRound firstRound = new FirstRound();
        TestEngine owner = engine(approvals)
                .pollInterval(Duration.ofHours(2))
                .probe(firstRound)
                .start();
        TestEngine other = engines().engine().clientOnly().start();
        WorkflowHandle<String> handle = start(owner, 0);
        approvals.await(engines(), 1);
        engines().until(firstRound::isOver);
        completions(other).complete(approvals.token(0), "in time");

        engines().time().skip(Duration.ofMinutes(61));
        approvals.await(engines(), 2);
        assertRefused(
                ErrorCode.ACTIVITY_ATTEMPT_OVER, () -> completions(owner).complete(approvals.token(0), "too late"));
        engines().time().skip(Duration.ofMinutes(61));

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("in time");
    }

    @Test
    default void lateReportForAPausedRunIsToldWhy() {
        Approvals approvals = new Approvals();
        TestEngine owner = engine(approvals).start();
        WorkflowHandle<String> handle = start(owner, 0);
        approvals.await(engines(), 1);
        completions(owner).fail(approvals.token(0), new IllegalStateException("nobody is there"));
        approvals.await(engines(), 2);
        handle.pause("incident");

        assertRefused(ErrorCode.ACTIVITY_ATTEMPT_OVER, () -> completions(owner).complete(approvals.token(0), "late"));
        completions(owner).complete(approvals.token(1), "yes");

        handle.unpause("over");
        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("yes");
    }

    @Test
    default void runningAttemptMayBeCompletedFromOutside() throws Exception {
        Approvals approvals = new Approvals();
        approvals.goOn = new CompletableFuture<>();
        TestEngine engine = engine(approvals).start();
        WorkflowHandle<String> handle = start(engine, 1);
        approvals.await(engines(), 1);

        completions(engine).complete(approvals.token(0), "faster than its code");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("faster than its code");
        approvals.goOn.complete(null);
    }

    @Test
    default void heartbeatsFromOutsideArePassedOnAndTellOfARequestToStop() {
        Approvals approvals = new Approvals();
        TestEngine owner = engine(approvals).start();
        TestEngine other = engines().engine().clientOnly().start();
        WorkflowHandle<String> handle = start(owner, 0);
        approvals.await(engines(), 1);

        completions(owner).heartbeat(approvals.token(0), "asked Ann");
        engines().until(() -> heartbeat(other).equals(Optional.of("\"asked Ann\"")));
        engines().time().skip(Duration.ofMinutes(2));
        completions(other).heartbeat(approvals.token(0), "asked Bob");
        engines().until(() -> heartbeat(owner).equals(Optional.of("\"asked Bob\"")));
        completions(owner).fail(approvals.token(0), ApplicationFailure.of("nobody", "Nobody"));
        approvals.await(engines(), 2);
        assertThat(approvals.progress).containsExactly(Optional.empty(), Optional.of("asked Bob"));

        handle.signal("enough");
        for (TestEngine engine : List.of(owner, other)) {
            assertThatExceptionOfType(CanceledFailure.class)
                    .isThrownBy(() -> completions(engine).heartbeat(approvals.token(1), "asked Cid"));
            assertThatExceptionOfType(CanceledFailure.class)
                    .isThrownBy(() -> completions(engine).heartbeat("approved", 2, null));
        }
        completions(other).cancel("approved", handle.runId(), 2, "after Bob");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("canceled: [after Bob]");
    }

    @Test
    default void progressFromOutsideOutlivesACrash() {
        Approvals approvals = new Approvals();
        TestEngine dying = engine(approvals).start();
        start(dying, 0);
        approvals.await(engines(), 1);
        completions(dying).heartbeat(approvals.token(0), "asked Ann");
        TestEngine other = engines().engine().clientOnly().start();
        engines().until(() -> heartbeat(other).isPresent());
        dying.crash();

        TestEngine next = engine(approvals).start();
        engines().until(() -> engines().run("approved").owner() != null);
        completions(next).fail(approvals.token(0), new IllegalStateException("again"));
        approvals.await(engines(), 2);

        assertThat(approvals.progress).containsExactly(Optional.empty(), Optional.of("asked Ann"));
        completions(next).complete(approvals.token(1), "yes");
        next.workflow("approved").result(String.class, EngineFixture.PATIENCE);
    }

    private static Optional<String> heartbeat(TestEngine engine) {
        return engine.workflow("approved").describe().pendingActivities().stream()
                .map(PendingActivity::heartbeatDetails)
                .filter(details -> details != null)
                .map(details -> details.data())
                .findFirst();
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
    }

    private static ActivityCompletionClient completions(TestEngine engine) {
        return engine.engine().activityCompletionClient();
    }

    private static PendingActivity onlyPending(WorkflowHandle<?> handle) {
        List<PendingActivity> pending = handle.describe().pendingActivities();
        assertThat(pending).hasSize(1);
        return pending.get(0);
    }

    private TestEngineBuilder engine(Approvals approvals) {
        return engines()
                .engine()
                .workflow(Approved.class)
                .activityInContext(Approval.class, context -> question -> approvals.ask(context))
                .nodeName("node");
    }

    private static WorkflowHandle<String> start(TestEngine engine, int maximumAttempts) {
        return engine.client().newWorkflow(Approved.class).id("approved").start(w -> w.run(maximumAttempts));
    }

    @Activity
    interface Approval {

        String ask(String question);
    }

    /** Asks somebody outside, who is this test. */
    class Approvals {

        final List<String> tokens = new CopyOnWriteArrayList<>();
        final List<Optional<String>> progress = new CopyOnWriteArrayList<>();
        volatile CompletableFuture<Void> goOn = CompletableFuture.completedFuture(null);

        String ask(ActivityContext context) {
            progress.add(context.lastHeartbeatDetails(String.class));
            if (goOn.isDone()) {
                context.completeLater();
            }
            tokens.add(context.taskToken());
            goOn.join();
            return "ignored";
        }

        String token(int index) {
            return tokens.get(index);
        }

        void await(EngineFixture engines, int count) {
            engines.until(() -> tokens.size() == count);
        }
    }

    @Workflow
    class Approved {

        private final WorkflowContext workflow;
        private boolean enough;

        Approved(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(int maximumAttempts) {
            Approval approval = workflow.activity(
                    Approval.class,
                    StoppableCall.OPTIONS
                            .withStartToCloseTimeout(Duration.ofHours(1))
                            .withRetry(new RetryOptions(
                                    Duration.ofMillis(10),
                                    1.0,
                                    null,
                                    maximumAttempts,
                                    List.of("java.io.IOException"))));
            StoppableCall answer = StoppableCall.of(workflow, () -> approval.ask("question"));
            workflow.await(() -> enough || answer.result().isDone());
            if (!answer.result().isDone()) {
                answer.stop();
            }
            try {
                return answer.result().get();
            } catch (ActivityFailure e) {
                if (e.getCause() instanceof CanceledFailure canceled) {
                    return "canceled: " + canceled.details();
                }
                throw e;
            }
        }

        @SignalMethod
        public void enough() {
            enough = true;
        }
    }
}
