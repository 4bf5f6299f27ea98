package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.observation.ClosedRun;
import dev.durable.engine.observation.EngineObserver;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.ErrorCode;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EngineObserverTests {

    @RegisterExtension
    final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void observerLearnsOfStartCommitsAndEnd() {
        TestEngine engine = start(new Recorder());

        engine.client().newWorkflow("Observed").id("observed-1").start("go");
        engine.workflow("observed-1").result(String.class, EngineFixture.PATIENCE);

        engines.untilAsserted(() -> assertThat(told)
                .contains("committed", "turn Observed", "started Observed")
                .contains("closed observed-1 WorkflowExecutionCompleted []"));
        assertThat(told).containsOnlyOnce("started Observed");
    }

    @Test
    void observerLearnsOfFailuresAndReplays() {
        TestEngine engine = start(new Recorder());

        engine.client().newWorkflow("Observed").id("observed-1").start("fail");

        engines.untilAsserted(
                () -> assertThat(told).contains("failed Observed WORKFLOW_CODE_FAILED", "replayed Observed"));
    }

    @Test
    void observerThatFailsHarmsNobody() {
        TestEngine engine = start(new EngineObserver() {
            @Override
            public void committed(int turns, Duration latency) {
                throw new IllegalStateException("no room for metrics");
            }

            @Override
            public void turnCommitted(String workflowType, Duration latency) {
                throw new AssertionError("none at all");
            }
        });

        engine.client().newWorkflow("Observed").id("observed-1").start("go");

        assertThat(engine.workflow("observed-1").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("gone");
    }

    private TestEngine start(EngineObserver observer) {
        return engines.notReplaying("Observed")
                .engine()
                .workflow(ObservedWorkflow.class)
                .configure(builder -> builder.observer(observer))
                .start();
    }

    /** Sleeps a little, or fails. */
    @Workflow(name = "Observed")
    public static class ObservedWorkflow {

        private final WorkflowContext workflow;

        ObservedWorkflow(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(String what) {
            workflow.sleep(Duration.ofMillis(1));
            if (what.equals("fail")) {
                throw new IllegalStateException("not today");
            }
            return "gone";
        }
    }

    private final class Recorder implements EngineObserver {

        @Override
        public void committed(int turns, Duration latency) {
            assertThat(turns).isPositive();
            told.add("committed");
        }

        @Override
        public void turnCommitted(String workflowType, Duration latency) {
            told.add("turn " + workflowType);
        }

        @Override
        public void workflowStarted(String workflowType) {
            told.add("started " + workflowType);
        }

        @Override
        public void workflowClosed(ClosedRun run) {
            assertThat(run.duration()).isGreaterThanOrEqualTo(Duration.ZERO);
            told.add("closed " + run.started().workflowId() + " "
                    + run.closing().type() + " " + run.header().names());
        }

        @Override
        public void replayed(String workflowType, int events, Duration duration) {
            assertThat(events).isPositive();
            told.add("replayed " + workflowType);
        }

        @Override
        public void codeFailed(String workflowType, @Nullable ErrorCode code) {
            told.add("failed " + workflowType + " " + code);
        }
    }
}
