package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.CommitGate;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutFailure;
import dev.durable.failure.TimeoutType;
import dev.durable.history.EventText;
import dev.durable.history.EventType;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Activities and the death of the process that ran them. */
public interface ActivityCrashScenarios extends EngineScenarios {

    @Test
    default void attemptLostInACrashIsRepeated() {
        Gates gates = new Gates();
        TestEngine dying = engine(gates, CommitGate.at(EventType.TimerFired));
        start(dying, 0, "a");
        gates.awaitBegun(engines(), "a");
        dying.crash();

        TestEngine next = engine(gates.open("a"), CommitGate.at(EventType.TimerFired));

        assertThat(next.workflow("steps").result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("done a"));
        assertThat(next.workflow("steps").describe().failedAttempts())
                .singleElement()
                .satisfies(attempt -> {
                    assertThat(attempt.attempt()).isEqualTo(1);
                    assertThat(attempt.failure().type()).isEqualTo(TimeoutType.START_TO_CLOSE.name());
                });
    }

    @Test
    default void activityOfOneAttemptNeverBeginsTwiceOverACrash() {
        Gates gates = new Gates();
        TestEngine dying = engine(gates, CommitGate.at(EventType.TimerFired));
        start(dying, 1, "a");
        gates.awaitBegun(engines(), "a");
        dying.crash();

        TestEngine next = engine(gates, CommitGate.at(EventType.TimerFired));

        assertThatThrownBy(() -> next.workflow("steps").result(List.class, EngineFixture.PATIENCE))
                .cause()
                .isInstanceOfSatisfying(ActivityFailure.class, failure -> {
                    assertThat(failure.attempt()).isEqualTo(1);
                    assertThat(failure.retryState()).isEqualTo(RetryState.MAXIMUM_ATTEMPTS_REACHED);
                })
                .cause()
                .isInstanceOfSatisfying(
                        TimeoutFailure.class,
                        failure -> assertThat(failure.timeoutType()).isEqualTo(TimeoutType.START_TO_CLOSE));
        assertThat(gates.begun()).containsExactly("a");
    }

    @Test
    default void activityWhoseResultWasNotCommittedIsRepeatedAndWhatWasCommittedIsNot() {
        Gates gates = new Gates().open("a", "b", "c");
        CommitGate gate = CommitGate.at(EventType.ActivityTaskCompleted);
        TestEngine dying = engine(gates, gate);
        CompletableFuture.runAsync(() -> start(dying, 0, "a", "b", "c"));
        engines().until(gate::isReached);
        dying.crash();
        gate.open();

        TestEngine next = engine(gates, CommitGate.at(EventType.TimerFired));

        assertThat(next.workflow("steps").result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("done a", "done b", "done c"));
        assertThat(gates.begun()).containsExactly("a", "a", "b", "c");
    }

    @Test
    default void nothingBeginsBeforeItsSchedulingIsCommitted() {
        Gates gates = new Gates().open("a");
        CommitGate gate = CommitGate.at(EventType.ActivityTaskScheduled);
        TestEngine dying = engine(gates, gate);
        CompletableFuture.runAsync(() -> start(dying, 0, "a"));
        engines().until(gate::isReached);

        dying.crash();
        gate.open();

        assertThat(gates.begun()).isEmpty();
        assertThat(engines().allRuns()).isEmpty();
    }

    @Test
    default void crashInEveryStepIsSurvivedAndCompletedStepsAreNeverRepeated() {
        Gates gates = new Gates();
        TestEngine engine = engine(gates, CommitGate.at(EventType.TimerFired));
        start(engine, 0, "a", "b", "c", "d");

        for (String step : List.of("a", "b", "c", "d")) {
            gates.awaitBegun(engines(), step);
            engine.crash();
            gates.open(step);
            engine = engine(gates, CommitGate.at(EventType.TimerFired));
        }

        assertThat(engine.workflow("steps").result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("done a", "done b", "done c", "done d"));
        assertThat(gates.begun()).containsExactly("a", "a", "b", "b", "c", "c", "d", "d");
        assertThat(EventText.of(engines().history("steps")))
                .filteredOn(event -> event.startsWith("completed"))
                .hasSize(4);
    }

    private TestEngine engine(Gates gates, CommitGate gate) {
        return engines()
                .engine()
                .workflow(Steps.class)
                .activity(GatedWork.class, gates)
                .nodeName("node")
                .probe(gate)
                .start();
    }

    private static WorkflowHandle<List<String>> start(TestEngine engine, int maximumAttempts, String... steps) {
        return engine.client().newWorkflow(Steps.class).id("steps").start(w -> w.run(maximumAttempts, List.of(steps)));
    }

    @Workflow
    class Steps {

        private final WorkflowContext workflow;

        Steps(WorkflowContext workflow, GatedWork work) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public List<String> run(int maximumAttempts, List<String> steps) {
            GatedWork work = workflow.activity(
                    GatedWork.class,
                    ActivityOptions.NONE
                            .withStartToCloseTimeout(Duration.ofHours(1))
                            .withRetry(RetryOptions.maximumAttempts(maximumAttempts)));
            return steps.stream().map(step -> work.work(step)).toList();
        }
    }
}
