package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.TestEngine;
import dev.durable.workflow.CompletablePromise;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the threads of a workflow stand. */
public interface InsightScenarios extends EngineScenarios {

    @Test
    default void everyNodeTellsWhatEachThreadWaitsFor() {
        TestEngine owner = engine();
        TestEngine other = engine();
        WorkflowHandle<Object> handle =
                owner.client().newWorkflow("Busy").id("busy").start();
        handle.signal("rest");
        handle.startUpdate(UpdateOptions.waitFor(UpdateStage.ACCEPTED), "call", String.class, "x");

        for (TestEngine engine : List.of(owner, other)) {
            assertThat(engine.workflow("busy").waitingFor())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .startsWith("signal-rest waits for the timer of event 5, due at ")
                                    .contains(", at " + Busy.class.getName() + ".rest(InsightScenarios.java:"),
                            line -> assertThat(line)
                                    .startsWith(
                                            "update-call waits for activity GatedWork.work (event 7), scheduled at ")
                                    .contains("Busy.callTwice(InsightScenarios.java:"),
                            line -> assertThat(line)
                                    .startsWith("main waits for any of [the timer of event 2, due at ")
                                    .contains("the end of thread async-1, a promise]")
                                    .contains("Busy.run(InsightScenarios.java:"),
                            line -> assertThat(line)
                                    .startsWith("async-1 waits for a condition, or the timer of event 3, due at ")
                                    .contains("InsightScenarios.java:"));
        }
        owner.engine().evictIdleRuns();
        assertThat(owner.workflow("busy").waitingFor())
                .isEqualTo(other.workflow("busy").waitingFor());
    }

    @Test
    default void stackShowsTheCodeAndNotTheEngine() {
        TestEngine owner = engine();
        owner.client().newWorkflow("Busy").id("busy").start();
        owner.workflow("busy").startUpdate(UpdateOptions.waitFor(UpdateStage.ACCEPTED), "call", String.class, "x");

        assertThat(owner.workflow("busy").stackTrace())
                .contains("main waits for any of [")
                .contains("    at " + Busy.class.getName() + ".run(InsightScenarios.java:")
                .contains("update-call waits for activity")
                .contains("    at " + Busy.class.getName() + ".callTwice(InsightScenarios.java:")
                .contains("    at " + Busy.class.getName() + ".call(InsightScenarios.java:")
                .doesNotContain("engine.replay.Waits", "LockSupport", "HandlerMethod", "DurableStub");
    }

    @Test
    default void closedRunSaysSo() {
        TestEngine owner = engine();
        WorkflowHandle<Object> handle =
                owner.client().newWorkflow("Busy").id("busy").start();
        handle.signal("finish");
        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done");

        assertThat(handle.waitingFor()).singleElement().asString().contains("has closed");
        assertThat(handle.stackTrace()).contains("has closed");
        assertThatThrownBy(() -> owner.workflow("nowhere").stackTrace()).isInstanceOf(WorkflowNotFoundException.class);
    }

    @Test
    default void runThatNoNodeHasTakenWaitsForOne() {
        TestEngine engine = engine();
        engine.client().newWorkflow("Busy").id("busy").taskQueue("nowhere").start();

        assertThat(engine.workflow("busy").waitingFor())
                .containsExactly(
                        "No node has taken the run; it waits for one that hosts task queue 'nowhere' and has workflow type 'Busy'.");
    }

    @Test
    default void runThatNoNodeTakesYetTellsWhenItIsDue() {
        TestEngine engine = engine();
        engine.client()
                .newWorkflow("Busy")
                .id("busy")
                .taskQueue("nowhere")
                .startDelay(Duration.ofHours(1))
                .start();

        assertThat(engine.workflow("busy").waitingFor())
                .containsExactly("No node has taken the run; it is not due before "
                        + engines().run("busy").wakeAt() + ".");
    }

    @Test
    default void runThatHasBegunIsReplayedWhoeverOwnsIt() {
        TestEngine owner = engine();
        owner.client().newWorkflow("Busy").id("busy").start();
        owner.stop();
        engines().until(() -> engines().run("busy").owner() == null);

        assertThat(engines()
                        .engine()
                        .workflow(Busy.class)
                        .activity(GatedWork.class, new Gates())
                        .clientOnly()
                        .start()
                        .workflow("busy")
                        .waitingFor())
                .anyMatch(line -> line.startsWith("main waits for any of ["));
    }

    private TestEngine engine() {
        return engines()
                .engine()
                .workflow(Busy.class)
                .activity(GatedWork.class, new Gates())
                .start();
    }

    /** Waits for several things at once. */
    @Workflow
    class Busy {

        private final WorkflowContext workflow;
        private final GatedWork work;
        private final CompletablePromise<Boolean> finished;

        Busy(WorkflowContext workflow, GatedWork work) {
            this.workflow = workflow;
            this.work = work;
            this.finished = workflow.newPromise();
        }

        @WorkflowMethod
        public String run() {
            Promise<?> timer = workflow.newTimer(Duration.ofMinutes(5));
            Promise<?> waited = workflow.async(() -> workflow.await(Duration.ofSeconds(50), () -> finished.isDone()));
            workflow.anyOf(timer, waited, finished).get();
            return "done";
        }

        @SignalMethod
        public void rest() {
            workflow.sleep(Duration.ofHours(1));
        }

        @UpdateMethod
        public String call(String name) {
            return callTwice(name);
        }

        private String callTwice(String name) {
            return work.work(name) + work.work(name);
        }

        @SignalMethod
        public void finish() {
            finished.complete(true);
        }
    }
}
