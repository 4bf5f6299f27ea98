package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.activity.ActivityCancellationType;
import dev.durable.activity.ActivityContext;
import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.FailedAttempt;
import dev.durable.client.PendingActivity;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestEngineBuilder;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutFailure;
import dev.durable.failure.TimeoutType;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.EventText;
import dev.durable.history.EventType;
import dev.durable.store.StoreUnavailableException;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Activities on task queues that the owner of their run does not host. */
public interface RoutedActivityScenarios extends EngineScenarios {

    @Test
    default void activityIsExecutedByANodeThatHostsItsQueueAndNotByTheOwner() {
        Gates farWork = new Gates().open("a", "b");
        TestEngine near = near("near");
        far("far", farWork).start();

        WorkflowHandle<String> handle = start(near, Limits.NONE, "a", "b");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done a, done b");
        assertThat(farWork.begun()).containsExactly("a", "b");
        assertThat(EventText.of(handle.history()))
                .filteredOn(event -> !event.startsWith("started"))
                .containsExactly(
                        "schedule GatedWork.work(\"a\")",
                        "completed 2: \"done a\"",
                        "schedule GatedWork.work(\"b\")",
                        "completed 4: \"done b\"",
                        "complete \"done a, done b\"");
        assertThat(engines().store().activityTasks(handle.runId())).isEmpty();
    }

    @Test
    default void activityWaitsForANodeThatHostsItsQueue() {
        TestEngine near = near("near");
        WorkflowHandle<String> handle = start(near, Limits.NONE, "a");
        engines().until(() -> handle.history().size() == 2);
        assertThat(onlyPending(handle).state()).isEqualTo(PendingActivity.State.SCHEDULED);
        Gates work = new Gates();

        far("far", work).start();

        work.awaitBegun(engines(), "a");
        assertThat(onlyPending(handle).state()).isEqualTo(PendingActivity.State.STARTED);
        work.open("a");
        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done a");
    }

    @Test
    default void attemptOfANodeThatDiesCountsAndIsRepeatedByAnother() {
        Gates lost = new Gates();
        TestEngine near = near("near");
        TestEngine dying = far("far", lost).start();
        WorkflowHandle<String> handle = start(near, Limits.NONE, "a");
        lost.awaitBegun(engines(), "a");

        dying.crash();
        far("far", new Gates().open("a")).start();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done a");
        assertThat(handle.describe().failedAttempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.failure().type()).isEqualTo("START_TO_CLOSE"));
        assertThat(completedAttempt(handle)).isEqualTo(2);
    }

    @Test
    default void activityOfOneAttemptNeverBeginsTwiceAlthoughItsNodeDies() {
        Gates lost = new Gates();
        Gates next = new Gates().open("a");
        TestEngine near = near("near");
        TestEngine dying = far("far", lost).start();
        WorkflowHandle<String> handle = start(near, Limits.NONE.attempts(1), "a");
        lost.awaitBegun(engines(), "a");

        dying.crash();
        far("far", next).start();

        assertThatThrownBy(() -> handle.result(EngineFixture.PATIENCE))
                .cause()
                .isInstanceOfSatisfying(
                        ActivityFailure.class,
                        failure -> assertThat(failure.retryState()).isEqualTo(RetryState.MAXIMUM_ATTEMPTS_REACHED))
                .cause()
                .isInstanceOfSatisfying(
                        TimeoutFailure.class,
                        failure -> assertThat(failure.timeoutType()).isEqualTo(TimeoutType.START_TO_CLOSE));
        assertThat(next.begun()).isEmpty();
    }

    @Test
    default void resultOfANodeThatHasLostItsClaimHasNoEffect() {
        Gates stale = new Gates();
        Gates current = new Gates();
        Numbness numbness = new Numbness();
        TestEngine near = near("near");
        far("far", stale).maxConcurrentActivities(1).probe(numbness).start();
        WorkflowHandle<String> handle = start(near, Limits.NONE, "a");
        stale.awaitBegun(engines(), "a");
        numbness.numb = true;
        far("far", current).start();
        current.awaitBegun(engines(), "a");

        stale.open("a");
        engines().until(() -> numbness.reports.get() > 0);

        assertThat(handle.history()).hasSize(2);
        assertThat(engines().run("caller").pendingMessages()).isZero();
        current.open("a");
        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done a");
        assertThat(completedAttempt(handle)).isEqualTo(2);
    }

    @Test
    default void requestToStopReachesTheAttempt() {
        Gates work = new Gates();
        TestEngine near = near("near");
        WorkflowHandle<String> handle = begunElsewhere(near, work);

        handle.cancel("enough");

        engines().until(() -> handle.describe().summary().status() == WorkflowStatus.CANCELED);
        assertThat(work.interrupted()).containsExactly("a");
        assertThat(types(handle)).contains(EventType.ActivityTaskCancelRequested, EventType.ActivityTaskCanceled);
    }

    @Test
    default void activityThatNobodyHasClaimedIsCanceledAtOnce() {
        TestEngine near = near("near");
        WorkflowHandle<String> handle = start(near, Limits.NONE, "a");
        engines().until(() -> handle.history().size() == 2);

        handle.cancel("enough");

        engines().until(() -> handle.describe().summary().status() == WorkflowStatus.CANCELED);
        assertThat(types(handle)).contains(EventType.ActivityTaskCanceled);
        assertThat(engines().store().activityTasks(handle.runId())).isEmpty();
    }

    @Test
    default void attemptOfARunThatIsTerminatedIsGivenUp() {
        Gates work = new Gates();
        TestEngine near = near("near");
        WorkflowHandle<String> handle = begunElsewhere(near, work);

        handle.terminate("enough");

        engines().until(() -> work.interrupted().contains("a"));
        assertThat(engines().store().activityTasks(handle.runId())).isEmpty();
    }

    @Test
    default void timeToStartEndsAlthoughNoNodeHostsTheQueue() {
        TestEngine near = near("near");
        WorkflowHandle<String> handle =
                start(near, Limits.NONE.toStart(Duration.ofMinutes(5)).toClose(Duration.ofHours(1)), "a");
        engines().until(() -> handle.history().size() == 2);

        engines().time().skip(Duration.ofMinutes(5));

        assertTimeout(() -> handle.result(EngineFixture.PATIENCE), TimeoutType.SCHEDULE_TO_START);
        assertThat(engines().store().activityTasks(handle.runId())).isEmpty();
    }

    @Test
    default void timeToCloseEndsForAnOwnerThatHasTakenTheRunOver() {
        TestEngine dying = near("near");
        WorkflowHandle<String> handle = start(dying, Limits.NONE.toClose(Duration.ofMinutes(5)), "a");
        engines().until(() -> handle.history().size() == 2);
        dying.crash();
        TestEngine near = near("near");
        engines().until(() -> engines().run("caller").owner() != null);

        engines().time().skip(Duration.ofMinutes(5));

        assertTimeout(
                () -> near.workflow("caller").result(String.class, EngineFixture.PATIENCE),
                TimeoutType.SCHEDULE_TO_CLOSE);
    }

    @Test
    default void attemptThatTakesTooLongElsewhereIsRepeated() {
        Gates work = new Gates();
        TestEngine near = near("near");
        far("far", work).start();
        WorkflowHandle<String> handle =
                start(near, Limits.NONE.attempt(Duration.ofMinutes(5)).toStart(Duration.ofMinutes(1)), "a");
        work.awaitBegun(engines(), "a");

        engines().time().skip(Duration.ofMinutes(5));

        engines().until(() -> work.begun().size() == 2);
        work.open("a");
        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done a");
        assertThat(completedAttempt(handle)).isEqualTo(2);
    }

    @Test
    default void failedAttemptsAreRepeatedByWhicheverNodeClaimsThemUntilTheLast() {
        Failing failing = new Failing(Integer.MAX_VALUE);
        TestEngine near = near("near");
        failing(failing, "far-1");
        failing(failing, "far-2");

        WorkflowHandle<String> handle =
                near.client().newWorkflow(FailingCaller.class).id("caller").start(w -> w.run(4));

        assertThatThrownBy(() -> handle.result(EngineFixture.PATIENCE))
                .cause()
                .isInstanceOfSatisfying(ActivityFailure.class, failure -> {
                    assertThat(failure.attempt()).isEqualTo(4);
                    assertThat(failure.retryState()).isEqualTo(RetryState.MAXIMUM_ATTEMPTS_REACHED);
                });
        assertThat(failing.begun.get()).isEqualTo(4);
        assertThat(handle.describe().failedAttempts())
                .extracting(FailedAttempt::attempt)
                .containsExactly(3, 2, 1);
        assertThat(handle.history()).hasSize(4);
    }

    @Test
    default void nextAttemptKnowsTheProgressOfTheOneBefore() {
        Failing failing = new Failing(2);
        TestEngine near = near("near");
        failing(failing, "far");

        WorkflowHandle<String> handle =
                near.client().newWorkflow(FailingCaller.class).id("caller").start(w -> w.run(0));

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("attempt 3 after 2");
    }

    @Test
    default void attemptGoesOnWhileTheOwnerOfTheRunDies() {
        Gates work = new Gates();
        TestEngine dying = near("near");
        far("far", work).start();
        start(dying, Limits.NONE.attempts(1), "a");
        work.awaitBegun(engines(), "a");

        dying.crash();
        work.open("a");
        engines().until(() -> engines().run("caller").pendingMessages() == 1);
        TestEngine near = near("near");

        assertThat(near.workflow("caller").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("done a");
        assertThat(work.begun()).containsExactly("a");
    }

    @Test
    default void nodeThatStopsLeavesToOthersWhatItHasNotBegun() {
        Gates first = new Gates();
        TestEngine near = near("near");
        TestEngine stopping = far("far-1", first)
                .gracePeriod(Duration.ZERO)
                .maxConcurrentActivities(1)
                .start();
        WorkflowHandle<String> handle = start(near, Limits.NONE, "a");
        first.awaitBegun(engines(), "a");

        stopping.stop();
        far("far-2", new Gates().open("a")).start();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done a");
        assertThat(completedAttempt(handle)).isEqualTo(2);
    }

    @Test
    default void resultMayComeFromOutsideAlthoughTheNodeOfTheAttemptIsGone() {
        Later later = new Later();
        TestEngine near = near("near");
        TestEngine far = engines()
                .engine()
                .activityInContext(Later.class, later::in)
                .taskQueues("far")
                .nodeName("far")
                .start();
        WorkflowHandle<String> handle =
                near.client().newWorkflow(LaterCaller.class).id("caller").start(LaterCaller::run);
        engines()
                .until(() -> !later.tokens.isEmpty()
                        && onlyPending(handle).state() == PendingActivity.State.WAITING_FOR_COMPLETION);
        far.crash();

        near.engine().activityCompletionClient().complete(later.tokens.get(0), "yes");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("yes");
        assertThat(engines().store().activityTasks(handle.runId())).isEmpty();
    }

    @Test
    default void activityGoesOnAlthoughTheAnswerIsLostWhenItIsTakenFromItsNode() {
        Gates work = new Gates();
        TestEngine near = near("near");
        WorkflowHandle<String> handle = begunElsewhere(near, work);
        AtomicBoolean lost = new AtomicBoolean();
        near.store().probe(new StoreProbe() {
            @Override
            public void after(StoreOperation operation) {
                if (operation == StoreOperation.TAKE_BACK && lost.compareAndSet(false, true)) {
                    throw new StoreUnavailableException("connection lost", true, null);
                }
            }
        });

        near.engine().activityCompletionClient().complete("caller", 2, "done by hand");

        assertThat(lost).isTrue();
        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done by hand");
    }

    @Test
    default void ownerHoldsTheTimeLimitOfAnAttemptThatIsCompletedFromOutside() {
        Later later = new Later();
        TestEngine near = near("near");
        engines()
                .engine()
                .activityInContext(Later.class, later::in)
                .taskQueues("far")
                .start();
        WorkflowHandle<String> handle =
                near.client().newWorkflow(LaterCaller.class).id("caller").start(LaterCaller::run);
        engines()
                .until(() -> !later.tokens.isEmpty()
                        && onlyPending(handle).state() == PendingActivity.State.WAITING_FOR_COMPLETION
                        && engines().run("caller").pendingMessages() == 0);

        engines().untilInFastTime(() -> later.tokens.size() == 2);

        near.engine().activityCompletionClient().complete(later.tokens.get(1), "yes");
        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("yes");
    }

    /** A workflow of {@code near}, the activity of which another engine has begun. */
    private WorkflowHandle<String> begunElsewhere(TestEngine near, Gates work) {
        far("far", work).start();
        WorkflowHandle<String> handle = start(near, Limits.NONE, "a");
        work.awaitBegun(engines(), "a");
        return handle;
    }

    private TestEngine near(String name) {
        return engines()
                .engine()
                .workflow(Caller.class, FailingCaller.class, LaterCaller.class)
                .activity(GatedWork.class, new Gates())
                .activity(Failing.class, new Failing(0))
                .activity(Later.class, new Later())
                .nodeName(name)
                .start();
    }

    private TestEngineBuilder far(String name, Gates work) {
        return engines()
                .engine()
                .activity(GatedWork.class, work)
                .taskQueues("far")
                .nodeName(name);
    }

    private void failing(Failing failing, String name) {
        engines()
                .engine()
                .activityInContext(Failing.class, failing::in)
                .taskQueues("far")
                .nodeName(name)
                .start();
    }

    private static WorkflowHandle<String> start(TestEngine near, Limits limits, String... steps) {
        return near.client().newWorkflow(Caller.class).id("caller").start(w -> w.run(limits, List.of(steps)));
    }

    private static PendingActivity onlyPending(WorkflowHandle<?> handle) {
        List<PendingActivity> pending = handle.describe().pendingActivities();
        assertThat(pending).hasSize(1);
        return pending.get(0);
    }

    private static int completedAttempt(WorkflowHandle<?> handle) {
        return handle.history().stream()
                .filter(ActivityTaskCompleted.class::isInstance)
                .map(event -> ((ActivityTaskCompleted) event).attempt())
                .findFirst()
                .orElseThrow();
    }

    private static List<EventType> types(WorkflowHandle<?> handle) {
        return handle.history().stream().map(event -> event.type()).toList();
    }

    private static void assertTimeout(ThrowingCallable result, TimeoutType type) {
        assertThatThrownBy(result)
                .cause()
                .isInstanceOfSatisfying(
                        ActivityFailure.class,
                        failure -> assertThat(failure.attempt()).as("attempts").isZero())
                .cause()
                .isInstanceOfSatisfying(
                        TimeoutFailure.class,
                        failure -> assertThat(failure.timeoutType()).isEqualTo(type));
    }

    /** A node that does not see that its claims are lost. */
    final class Numbness implements StoreProbe {

        private final AtomicInteger reports = new AtomicInteger();
        private volatile boolean numb;

        @Override
        public void before(StoreOperation operation) {
            if (numb && operation == StoreOperation.CLAIM_ACTIVITIES) {
                throw new StoreUnavailableException("numb", false, null);
            }
        }

        @Override
        public void after(StoreOperation operation) {
            if (operation == StoreOperation.CHANGE_CLAIMED) {
                reports.incrementAndGet();
            }
        }
    }

    /** How long activities may take; zero for no limit. */
    record Limits(int maximumAttempts, Duration attempt, Duration toStart, Duration toClose) {

        static final Limits NONE = new Limits(0, Duration.ofHours(1), Duration.ZERO, Duration.ZERO);

        Limits attempts(int maximum) {
            return new Limits(maximum, attempt, toStart, toClose);
        }

        Limits attempt(Duration limit) {
            return new Limits(maximumAttempts, limit, toStart, toClose);
        }

        Limits toStart(Duration limit) {
            return new Limits(maximumAttempts, attempt, limit, toClose);
        }

        Limits toClose(Duration limit) {
            return new Limits(maximumAttempts, attempt, toStart, limit);
        }

        ActivityOptions options() {
            ActivityOptions options = ActivityOptions.NONE
                    .withTaskQueue("far")
                    .withStartToCloseTimeout(attempt)
                    .withCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                    .withRetry(RetryOptions.maximumAttempts(maximumAttempts));
            options = toStart.isZero() ? options : options.withScheduleToStartTimeout(toStart);
            return toClose.isZero() ? options : options.withScheduleToCloseTimeout(toClose);
        }
    }

    /** Calls activities on another queue, one after another. */
    @Workflow
    class Caller {

        private final WorkflowContext workflow;

        Caller(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(Limits limits, List<String> steps) {
            GatedWork work = workflow.activity(GatedWork.class, limits.options());
            return String.join(", ", steps.stream().map(step -> work.work(step)).toList());
        }
    }

    /** Tells its progress, and fails some times. */
    @Activity(taskQueue = "far", retry = @Retry(initialInterval = "10ms"))
    class Failing {

        private final int failures;
        private final AtomicInteger begun = new AtomicInteger();

        Failing(int failures) {
            this.failures = failures;
        }

        public String work() {
            throw new IllegalStateException("not on this node");
        }

        Failing in(ActivityContext context) {
            return new Failing(failures) {
                @Override
                public String work() {
                    int attempt = Failing.this.begun.incrementAndGet();
                    int before = context.lastHeartbeatDetails(Integer.class).orElse(0);
                    context.heartbeat(attempt);
                    if (attempt <= failures) {
                        throw new IllegalStateException("not yet");
                    }
                    return "attempt " + attempt + " after " + before;
                }
            };
        }
    }

    /** Calls what fails. */
    @Workflow
    class FailingCaller {

        private final WorkflowContext workflow;

        FailingCaller(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(int maximumAttempts) {
            return workflow.activity(
                            Failing.class,
                            ActivityOptions.NONE.withRetry(RetryOptions.maximumAttempts(maximumAttempts)))
                    .work();
        }
    }

    /** Is completed from outside. */
    @Activity(taskQueue = "far", startToCloseTimeout = "5s", retry = @Retry(initialInterval = "10ms"))
    class Later {

        private final List<String> tokens = new CopyOnWriteArrayList<>();

        public String ask() {
            throw new IllegalStateException("not on this node");
        }

        Later in(ActivityContext context) {
            return new Later() {
                @Override
                public String ask() {
                    context.completeLater();
                    Later.this.tokens.add(context.taskToken());
                    return "";
                }
            };
        }
    }

    /** Waits for what is completed from outside. */
    @Workflow
    class LaterCaller {

        private final Later later;

        LaterCaller(Later later) {
            this.later = later;
        }

        @WorkflowMethod
        public String run() {
            return later.ask();
        }
    }
}
