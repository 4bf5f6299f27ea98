package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityContext;
import dev.durable.activity.ActivityOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.PendingActivity;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is known of activities that are under way, and what of it outlives their process. */
public interface ActivityProgressScenarios extends EngineScenarios {

    @Test
    default void progressOutlivesACrash() {
        Importer importer = new Importer();
        TestEngine dying = engine(importer);
        start(dying);
        engines().until(() -> importer.seen.size() == 1);
        TestEngine observer = engines().engine().clientOnly().start();
        engines().until(() -> pending(observer).heartbeatDetails() != null);
        dying.crash();
        importer.finish.countDown();

        TestEngine next = engine(importer);
        engines().until(() -> pending(next).state() == PendingActivity.State.BACKING_OFF);
        engines().time().skip(Duration.ofHours(1));

        assertThat(next.workflow("import").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("imported");
        assertThat(importer.seen).containsExactly(Optional.empty(), Optional.of("row 1"));
        assertThat(engines().store().activityTasks(engines().run("import").runId()))
                .isEmpty();
    }

    @Test
    default void descriptionTellsHowAnActivityStands() {
        Importer importer = new Importer();
        TestEngine engine = engine(importer);
        WorkflowHandle<String> handle = start(engine);
        engines().until(() -> importer.seen.size() == 1);
        TestEngine observer = engines().engine().clientOnly().start();

        engines()
                .untilAsserted(
                        () -> assertThat(pending(observer).heartbeatDetails()).isNotNull());
        for (TestEngine each : List.of(engine, observer)) {
            PendingActivity pending = pending(each);
            assertThat(pending.activityType()).isEqualTo("Imports.run");
            assertThat(pending.summary()).isEqualTo("orders of March");
            assertThat(pending.state()).isEqualTo(PendingActivity.State.STARTED);
            assertThat(pending.attempt()).isEqualTo(1);
            assertThat(pending.startedAt())
                    .isBetween(pending.scheduledAt(), engines().time().now());
            assertThat(pending.nextAttemptAt()).isNull();
            assertThat(pending.lastFailure()).isNull();
            assertThat(pending.heartbeatDetails().data()).isEqualTo("\"row 1\"");
            assertThat(pending.heartbeatAt()).isAfterOrEqualTo(pending.startedAt());
        }
        importer.fail = true;
        importer.finish.countDown();
        engines().until(() -> pending(engine).attempt() == 2);

        for (TestEngine each : List.of(engine, observer)) {
            PendingActivity pending = pending(each);
            assertThat(pending.state()).isEqualTo(PendingActivity.State.BACKING_OFF);
            assertThat(pending.failedAttempts()).isEqualTo(1);
            assertThat(pending.startedAt()).isNull();
            assertThat(pending.nextAttemptAt()).isAfter(engines().time().now());
            assertThat(pending.lastFailure().message()).isEqualTo("lost the connection");
            assertThat(pending.heartbeatDetails().data()).isEqualTo("\"row 1\"");
        }
        importer.fail = false;
        engines().time().skip(Duration.ofHours(1));

        handle.result(EngineFixture.PATIENCE);
        assertThat(handle.describe().pendingActivities()).isEmpty();
    }

    @Test
    default void activityThatWaitsForASlotIsScheduled() {
        Importer importer = new Importer();
        TestEngine engine = engines()
                .engine()
                .workflow(ImportWorkflow.class)
                .activityInContext(Imports.class, context -> () -> importer.run(context))
                .maxConcurrentActivities(1)
                .start();
        start(engine);
        engines().until(() -> importer.seen.size() == 1);
        engine.client().newWorkflow(ImportWorkflow.class).id("waiting").start(ImportWorkflow::run);

        PendingActivity pending =
                engine.workflow("waiting").describe().pendingActivities().get(0);

        assertThat(pending.state()).isEqualTo(PendingActivity.State.SCHEDULED);
        assertThat(pending.attempt()).isEqualTo(1);
        importer.finish.countDown();
        engine.workflow("waiting").result(String.class, EngineFixture.PATIENCE);
    }

    private static PendingActivity pending(TestEngine engine) {
        List<PendingActivity> pending = engine.workflow("import").describe().pendingActivities();
        assertThat(pending).hasSize(1);
        return pending.get(0);
    }

    private TestEngine engine(Importer importer) {
        return engines()
                .engine()
                .workflow(ImportWorkflow.class)
                .activityInContext(Imports.class, context -> () -> importer.run(context))
                .nodeName("node")
                .start();
    }

    private static WorkflowHandle<String> start(TestEngine engine) {
        return engine.client().newWorkflow(ImportWorkflow.class).id("import").start(ImportWorkflow::run);
    }

    @Activity(startToCloseTimeout = "5h", retry = @Retry(initialInterval = "1h"))
    interface Imports {

        String run();
    }

    /** Imports a row, then waits. */
    class Importer {

        final List<Optional<String>> seen = new CopyOnWriteArrayList<>();
        final CountDownLatch finish = new CountDownLatch(1);
        volatile boolean fail;

        String run(ActivityContext context) {
            Optional<String> before = context.lastHeartbeatDetails(String.class);
            if (before.isEmpty()) {
                context.heartbeat("row 1");
            }
            seen.add(before);
            try {
                finish.await(EngineFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (fail) {
                throw new IllegalStateException("lost the connection");
            }
            return "imported";
        }
    }

    @Workflow
    class ImportWorkflow {

        private final WorkflowContext workflow;

        ImportWorkflow(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            return workflow.activity(Imports.class, ActivityOptions.NONE.withSummary("orders of March"))
                    .run();
        }
    }
}
