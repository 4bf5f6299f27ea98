package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityContext;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.PendingActivity;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.CommitGate;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.StoppableCall;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestEngineBuilder;
import dev.durable.failure.ActivityFailure;
import dev.durable.history.EventText;
import dev.durable.history.EventType;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Workflows that ask single activities to stop. */
public interface ActivityCancelScenarios extends EngineScenarios {

    @Test
    default void runningActivityIsInterruptedAndItsCancellationIsRecorded() {
        Worker worker = new Worker();
        TestEngine engine = engine(worker, StoreProbe.NONE).start();
        WorkflowHandle<String> handle = start(engine, "stop when asked");
        engines().until(() -> worker.begun.size() == 1);

        handle.signal("enough");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("CANCEL_REQUESTED in attempt 1");
        assertThat(EventText.of(handle.history()))
                .containsExactly(
                        "started(\"stop when asked\")",
                        "schedule Work.run(\"stop when asked\")",
                        "signal enough()",
                        "cancel activity 2",
                        "activity canceled 2",
                        "complete \"CANCEL_REQUESTED in attempt 1\"");
    }

    @Test
    default void activityMayEndWithAResultNevertheless() {
        Worker worker = new Worker();
        TestEngine engine = engine(worker, StoreProbe.NONE).start();
        WorkflowHandle<String> handle = start(engine, "finish");
        engines().until(() -> worker.begun.size() == 1);

        handle.signal("enough");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("finished");
    }

    @Test
    default void failureAfterTheRequestIsTheLast() {
        Worker worker = new Worker();
        TestEngine engine = engine(worker, StoreProbe.NONE).start();
        WorkflowHandle<String> handle = start(engine, "break");
        engines().until(() -> worker.begun.size() == 1);

        handle.signal("enough");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("CANCEL_REQUESTED in attempt 1");
        assertThat(EventText.of(handle.history())).contains("failed 2: java.lang.IllegalStateException: broken");
        assertThat(worker.begun).hasSize(1);
    }

    @Test
    default void activityThatWaitsForItsNextAttemptIsCanceledAtOnce() {
        Worker worker = new Worker();
        TestEngine engine = engine(worker, StoreProbe.NONE).start();
        WorkflowHandle<String> handle = start(engine, "fail");
        engines().until(() -> handle.describe().failedAttempts().size() == 1);
        assertThat(onlyPending(handle).state()).isEqualTo(PendingActivity.State.BACKING_OFF);

        handle.signal("enough");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("CANCEL_REQUESTED in attempt 1");
        assertThat(worker.begun).hasSize(1);
        assertThat(engines().store().activityTasks(handle.runId())).isEmpty();
    }

    @Test
    default void activityThatIsCanceledInTheTurnThatSchedulesItNeverBegins() {
        Worker worker = new Worker();
        TestEngine engine = engine(worker, StoreProbe.NONE).start();

        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Hasty.class).id("hasty").start(Hasty::run);

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("CANCEL_REQUESTED in attempt 0");
        assertThat(worker.begun).isEmpty();
    }

    @Test
    default void requestIsPerformedAfterItsCommitOnly() {
        Worker worker = new Worker();
        CommitGate gate = CommitGate.at(EventType.ActivityTaskCancelRequested);
        TestEngine engine = engine(worker, gate).start();
        WorkflowHandle<String> handle = start(engine, "stop when asked");
        engines().until(() -> worker.begun.size() == 1);

        new Thread(() -> handle.signal("enough")).start();
        engines().until(gate::isReached);
        assertThat(worker.interrupted).isEmpty();
        gate.open();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("CANCEL_REQUESTED in attempt 1");
    }

    @Test
    default void requestOutlivesACrash() {
        Worker stubborn = new Worker();
        TestEngine dying = engine(stubborn, StoreProbe.NONE).start();
        WorkflowHandle<String> handle = start(dying, "ignore");
        engines().until(() -> stubborn.begun.size() == 1);
        handle.signal("enough");
        engines().until(() -> stubborn.interrupted.size() == 1);
        dying.crash();

        Worker next = new Worker();
        TestEngine engine = engine(next, StoreProbe.NONE).start();

        assertThat(engine.workflow("impatient").result(String.class, EngineFixture.PATIENCE))
                .as("the attempt was lost, and no other is made")
                .isEqualTo("CANCEL_REQUESTED in attempt 1");
        assertThat(next.begun).isEmpty();
        stubborn.release.countDown();
    }

    @Test
    default void requestOutlivesACrashWhileTheNextAttemptWaits() {
        Worker worker = new Worker();
        CommitGate gate = CommitGate.at(EventType.ActivityTaskCanceled);
        TestEngine dying = engine(worker, gate).start();
        WorkflowHandle<String> handle = start(dying, "fail");
        engines().until(() -> handle.describe().failedAttempts().size() == 1);
        handle.signal("enough");
        engines().until(gate::isReached);
        dying.crash();
        gate.open();

        TestEngine engine = engine(worker, StoreProbe.NONE).start();

        assertThat(engine.workflow("impatient").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("CANCEL_REQUESTED in attempt 1");
        assertThat(worker.begun).hasSize(1);
    }

    @Test
    default void descriptionTellsWhatWasAskedToStop() {
        Worker worker = new Worker();
        TestEngine engine = engine(worker, StoreProbe.NONE).start();
        WorkflowHandle<String> handle = start(engine, "ignore");
        engines().until(() -> worker.begun.size() == 1);
        assertThat(onlyPending(handle).cancelRequested()).isFalse();

        handle.signal("enough");

        assertThat(onlyPending(handle).cancelRequested()).isTrue();
        assertThat(onlyPending(handle).state()).isEqualTo(PendingActivity.State.STARTED);
        worker.release.countDown();
        handle.result(EngineFixture.PATIENCE);
    }

    private static PendingActivity onlyPending(WorkflowHandle<?> handle) {
        List<PendingActivity> pending = handle.describe().pendingActivities();
        assertThat(pending).hasSize(1);
        return pending.get(0);
    }

    private TestEngineBuilder engine(Worker worker, StoreProbe probe) {
        return engines()
                .engine()
                .workflow(Impatient.class, Hasty.class)
                .activityInContext(Work.class, context -> input -> worker.run(context, input))
                .nodeName("node")
                .probe(probe);
    }

    private static WorkflowHandle<String> start(TestEngine engine, String behaviour) {
        return engine.client().newWorkflow(Impatient.class).id("impatient").start(w -> w.run(behaviour));
    }

    @Activity(retry = @Retry(initialInterval = "1h"))
    interface Work {

        String run(String behaviour);
    }

    /** Does as it is told, and notes what happens to it. */
    class Worker {

        final List<String> begun = new CopyOnWriteArrayList<>();
        final List<String> interrupted = new CopyOnWriteArrayList<>();
        final CountDownLatch release = new CountDownLatch(1);

        String run(ActivityContext context, String behaviour) {
            begun.add(behaviour);
            if (behaviour.equals("fail")) {
                throw new IllegalStateException("again");
            }
            awaitInterrupt(behaviour);
            return switch (behaviour) {
                case "stop when asked" -> {
                    context.heartbeat();
                    yield "never";
                }
                case "break" -> throw new IllegalStateException("broken");
                case "ignore" -> {
                    awaitRelease();
                    yield "released";
                }
                default -> "finished";
            };
        }

        private void awaitInterrupt(String behaviour) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.add(behaviour);
            }
        }

        private void awaitRelease() {
            try {
                release.await(EngineFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Workflow
    class Impatient {

        private final WorkflowContext workflow;
        private final Work work;
        private boolean enough;

        Impatient(WorkflowContext workflow) {
            this.workflow = workflow;
            this.work = workflow.activity(Work.class, StoppableCall.OPTIONS);
        }

        @WorkflowMethod
        public String run(String behaviour) {
            StoppableCall call = StoppableCall.of(workflow, () -> work.run(behaviour));
            workflow.await(() -> enough || call.result().isDone());
            if (!call.result().isDone()) {
                call.stop();
            }
            try {
                return call.result().get();
            } catch (ActivityFailure e) {
                return e.retryState() + " in attempt " + e.attempt();
            }
        }

        @SignalMethod
        public void enough() {
            enough = true;
        }
    }

    @Workflow
    class Hasty {

        private final WorkflowContext workflow;

        Hasty(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            Work work = workflow.activity(
                    Work.class,
                    StoppableCall.OPTIONS
                            .withStartToCloseTimeout(Duration.ofHours(1))
                            .withRetry(RetryOptions.maximumAttempts(1)));
            StoppableCall call = StoppableCall.of(workflow, () -> work.run("never"));
            workflow.async(call::stop);
            try {
                return call.result().get();
            } catch (ActivityFailure e) {
                return e.retryState() + " in attempt " + e.attempt();
            }
        }
    }
}
