package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.LocalActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.BatchResult;
import dev.durable.client.PendingActivity;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestEngineBuilder;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.WorkflowExecutionRetryRequested;
import dev.durable.interceptor.CodeCall;
import dev.durable.interceptor.NextCode;
import dev.durable.interceptor.RunInterceptor;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What waits for its next try is tried at once when somebody asks for that. All pauses last an hour, which nobody waits for. */
public interface RetryNowScenarios extends EngineScenarios {

    /** Runs the work in a transaction on the store's database, which rolls back if the work throws. */
    void inTransaction(Runnable work);

    @Test
    default void activityThatBacksOffIsTriedAtOnce() {
        Broken broken = new Broken("a");
        WorkflowHandle<String> handle = failedOnce(node(broken).start(), "activity");

        broken.repair("a");
        handle.retryNow();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("fixed a");
        assertThat(completedAttempt(handle)).isEqualTo(2);
        assertThat(engines().store().activityTasks(handle.runId())).isEmpty();
    }

    @Test
    default void attemptThatFailsAgainIsFollowedByAPause() {
        Broken broken = new Broken("a");
        WorkflowHandle<String> handle = failedOnce(node(broken).start(), "activity");

        handle.retryNow();
        awaitBackingOff(handle, 2);
        broken.repair("a");
        handle.retryNow();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("fixed a");
        assertThat(completedAttempt(handle)).isEqualTo(3);
    }

    @Test
    default void oneActivityIsTriedByRequestOfANodeThatExecutesNothing() {
        Broken broken = new Broken("a", "b");
        WorkflowHandle<String> handle = start(node(broken).start(), "activity", "a", "b");
        TestEngine client = node(broken).clientOnly().start();
        awaitBackingOff(handle, 1, 1);

        broken.repair("a", "b");
        client.workflow(handle.workflowId())
                .retryNow(handle.describe().pendingActivities().get(1).scheduledEventId());
        engines().until(() -> handle.describe().pendingActivities().size() == 1);

        awaitBackingOff(handle, 1);
        client.workflow(handle.workflowId()).retryNow();
        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("fixed a, fixed b");
    }

    @Test
    default void activityIsTriedByWhoeverTakesTheRunUp() {
        Broken broken = new Broken("a");
        TestEngine stopped = node(broken).start();
        WorkflowHandle<String> handle = failedOnce(stopped, "activity");
        stopped.stop();

        TestEngine client = node(broken).clientOnly().start();
        client.workflow(handle.workflowId()).retryNow();
        broken.repair("a");
        node(broken).start();

        assertThat(client.workflow(handle.workflowId()).result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("fixed a");
        assertThat(completedAttempt(handle)).isEqualTo(2);
    }

    @Test
    default void activityOfAnotherNodeIsTriedAtOnce() {
        Broken broken = new Broken("a");
        TestEngine near = node(broken).nodeName("near").start();
        engines()
                .engine()
                .activity(Repair.class, broken)
                .taskQueues("far")
                .nodeName("far")
                .start();
        WorkflowHandle<String> handle = failedOnce(near, "far");

        broken.repair("a");
        handle.retryNow();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("fixed a");
        assertThat(completedAttempt(handle)).isEqualTo(2);
    }

    @Test
    default void localActivityIsTriedAtOnce() {
        Broken broken = new Broken("a");
        WorkflowHandle<String> handle = start(node(broken).start(), "local", "a");
        engines().until(() -> broken.tries("a") == 1);

        broken.repair("a");
        engines().until(() -> {
            if (!handle.describe().summary().status().isClosed()) {
                retryUnlessClosed(handle);
            }
            return broken.tries("a") == 2;
        });

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("fixed a");
    }

    @Test
    default void activityOfAPausedRunIsTriedAtOnce() {
        Broken broken = new Broken("a");
        WorkflowHandle<String> handle = failedOnce(node(broken).start(), "activity");
        handle.pause("incident");
        broken.repair("a");

        node(broken).clientOnly().start().workflow(handle.workflowId()).retryNow();
        engines().until(() -> broken.tries("a") == 2);

        assertThat(handle.describe().summary().status()).isEqualTo(WorkflowStatus.PAUSED);
        handle.unpause("over");
        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("fixed a");
    }

    @Test
    default void activityOfAPausedRunThatHasEndedByAReportIsNotTriedAgain() {
        Broken broken = new Broken("a");
        TestEngine first = node(broken).start();
        WorkflowHandle<String> handle = failedOnce(first, "activity");
        handle.pause("incident");
        first.engine()
                .activityCompletionClient()
                .complete(
                        handle.workflowId(),
                        handle.describe().pendingActivities().get(0).scheduledEventId(),
                        "done by hand");
        first.stop();
        node(broken).clientOnly().start().workflow(handle.workflowId()).retryNow();
        TestEngine second = node(broken).start();
        engines()
                .until(() -> engines().store().messages(handle.runId()).stream()
                        .noneMatch(message -> message.event() instanceof WorkflowExecutionRetryRequested));

        second.workflow(handle.workflowId()).unpause("over");

        assertThat(second.workflow(handle.workflowId()).result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("done by hand");
        assertThat(broken.tries("a")).isEqualTo(1);
    }

    @Test
    default void codeThatFailsIsTriedAtOnceFromAnywhere() {
        WorkflowHandle<String> handle = start(node(new Broken()).start(), "bug");
        TestEngine client = node(new Broken()).clientOnly().start();
        awaitFailures(handle, 1);

        handle.retryNow();
        awaitFailures(handle, 2);
        client.workflow(handle.workflowId()).retryNow();
        awaitFailures(handle, 3);

        assertThat(handle.describe().failedAttempts())
                .allSatisfy(attempt -> assertThat(Duration.between(attempt.failedAt(), attempt.nextAttemptAt()))
                        .isGreaterThanOrEqualTo(Duration.ofMinutes(59)));
        assertThat(handle.describe().pendingMessages()).isZero();
    }

    @Test
    default void codeAndActivityAreTriedAlthoughTheCodeCouldNotBeHadSinceTheRunWasTakenOver() {
        Broken broken = new Broken("a");
        TestEngine first = node(broken).start();
        WorkflowHandle<String> handle = failedOnce(first, "activity");
        first.stop();
        broken.repair("a");
        AtomicBoolean wrong = new AtomicBoolean(true);
        TestEngine next = node(broken)
                .configure(engine -> engine.workflowInterceptor(run -> failingIf(wrong)))
                .start();
        engines()
                .until(() -> handle.describe().failedAttempts().stream()
                        .anyMatch(attempt -> attempt.scheduledEventId() == 0));

        wrong.set(false);
        next.workflow(handle.workflowId()).retryNow();

        assertThat(next.workflow(handle.workflowId()).result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("fixed a");
        assertThat(completedAttempt(handle)).isEqualTo(2);
    }

    @Test
    default void requestTakesPartInATransaction() {
        Broken broken = new Broken("a");
        WorkflowHandle<String> handle = failedOnce(node(broken).start(), "activity");
        broken.repair("a");

        assertThatThrownBy(() -> inTransaction(() -> {
                    handle.retryNow();
                    throw new IllegalStateException("roll back");
                }))
                .hasMessage("roll back");
        assertThat(handle.describe().pendingMessages()).isZero();
        assertThat(broken.tries("a")).isEqualTo(1);
        inTransaction(handle::retryNow);

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("fixed a");
    }

    @Test
    default void allOpenRunsOfAFilterAreTriedAtOnce() {
        Broken broken = new Broken("a", "b");
        TestEngine engine = node(broken).start();
        WorkflowHandle<String> first = start(engine, "activity", "a");
        WorkflowHandle<String> second = start(engine, "activity", "b");
        start(engine, "activity", "c").result(EngineFixture.PATIENCE);
        awaitBackingOff(first, 1);
        awaitBackingOff(second, 1);
        broken.repair("a", "b");

        BatchResult result = engine.client()
                .batch(WorkflowFilter.ALL.withWorkflowType("Caller"))
                .retryNow();

        assertThat(result.done()).isEqualTo(2);
        assertThat(result.skipped()).isEqualTo(1);
        assertThat(first.result(EngineFixture.PATIENCE)).isEqualTo("fixed a");
        assertThat(second.result(EngineFixture.PATIENCE)).isEqualTo("fixed b");
    }

    @Test
    default void whatDoesNotWaitIsLeftAlone() {
        WorkflowHandle<String> handle = start(node(new Broken()).start(), "idle");
        int length = handle.history().size();

        handle.retryNow();
        handle.retryNow(1);
        assertThatThrownBy(() -> handle.retryNow(0)).isInstanceOf(IllegalArgumentException.class);

        assertThat(handle.history()).hasSize(length);
        handle.terminate("enough");
        engines().until(() -> engines().run(handle.workflowId()).status().isClosed());
        assertThatThrownBy(handle::retryNow)
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_CLOSED));
    }

    private TestEngineBuilder node(Broken broken) {
        return engines()
                .engine()
                .workflow(Caller.class)
                .activity(Repair.class, broken)
                .codeRetryInterval(Duration.ofHours(1));
    }

    private static WorkflowHandle<String> start(TestEngine engine, String how, String... names) {
        return engine.client()
                .newWorkflow(Caller.class)
                .id("caller-" + how + String.join("-", names))
                .start(w -> w.run(how, List.of(names)));
    }

    /** A run that waits for the second attempt of the activity {@code a}. */
    private WorkflowHandle<String> failedOnce(TestEngine engine, String how) {
        WorkflowHandle<String> handle = start(engine, how, "a");
        awaitBackingOff(handle, 1);
        return handle;
    }

    /** Waits until all activities that are pending wait for the attempt after that many failed ones. */
    private void awaitBackingOff(WorkflowHandle<?> handle, int... failures) {
        engines().until(() -> {
            List<PendingActivity> pending = handle.describe().pendingActivities();
            return pending.size() == failures.length
                    && pending.stream()
                            .allMatch(activity -> activity.state() == PendingActivity.State.BACKING_OFF
                                    && activity.failedAttempts() == failures[pending.indexOf(activity)]);
        });
    }

    private void awaitFailures(WorkflowHandle<?> handle, int failures) {
        engines().until(() -> handle.describe().failedAttempts().size() == failures);
    }

    private static void retryUnlessClosed(WorkflowHandle<?> handle) {
        try {
            handle.retryNow();
        } catch (DurableException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_CLOSED);
        }
    }

    private static RunInterceptor failingIf(AtomicBoolean wrong) {
        return new RunInterceptor() {
            @Override
            public @Nullable Object execute(CodeCall call, NextCode<CodeCall> next) throws Throwable {
                if (wrong.get()) {
                    throw new IllegalStateException("something is wrong here");
                }
                return next.proceed(call);
            }
        };
    }

    private static int completedAttempt(WorkflowHandle<?> handle) {
        return handle.history().stream()
                .filter(ActivityTaskCompleted.class::isInstance)
                .map(event -> ((ActivityTaskCompleted) event).attempt())
                .findFirst()
                .orElseThrow();
    }

    /** Fails until it is repaired. */
    @Activity
    interface Repair {

        String fix(String name);
    }

    /** What is broken at the moment, and how often each was tried. Thread-safe. */
    final class Broken implements Repair {

        private final Set<String> broken = ConcurrentHashMap.newKeySet();
        private final Map<String, Integer> tries = new ConcurrentHashMap<>();

        Broken(String... names) {
            broken.addAll(List.of(names));
        }

        @Override
        public String fix(String name) {
            boolean fails = broken.contains(name); // before it is to be seen that it was tried: tests repair it then
            tries.merge(name, 1, Integer::sum);
            if (fails) {
                throw new IllegalStateException(name + " is broken");
            }
            return "fixed " + name;
        }

        void repair(String... names) {
            broken.removeAll(List.of(names));
        }

        int tries(String name) {
            return tries.getOrDefault(name, 0);
        }
    }

    /** Calls activities at the same time, whose pauses last an hour; or fails itself. */
    @Workflow
    class Caller {

        private static final RetryOptions HOURLY = new RetryOptions(Duration.ofHours(1), null, null, null, null);

        /** Longer than the database's clock is ahead. */
        private static final RetryOptions FOR_DAYS =
                new RetryOptions(Duration.ofDays(3), null, Duration.ofDays(3), null, null);

        private final WorkflowContext workflow;

        Caller(WorkflowContext workflow, Repair repair) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(String how, List<String> names) {
            Repair repair = switch (how) {
                case "bug" -> throw new IllegalStateException("a bug");
                case "local" -> workflow.localActivity(Repair.class, LocalActivityOptions.NONE.withRetry(HOURLY));
                case "far" ->
                    workflow.activity(
                            Repair.class,
                            ActivityOptions.NONE.withTaskQueue("far").withRetry(FOR_DAYS));
                default -> workflow.activity(Repair.class, ActivityOptions.NONE.withRetry(HOURLY));
            };
            List<Promise<String>> fixed = new ArrayList<>();
            names.forEach(name -> fixed.add(workflow.async(() -> repair.fix(name))));
            if (names.isEmpty()) {
                workflow.await(() -> false);
            }
            return String.join(", ", fixed.stream().map(Promise::get).toList());
        }
    }
}
