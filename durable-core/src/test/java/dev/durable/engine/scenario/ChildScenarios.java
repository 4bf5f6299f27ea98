package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.EventText;
import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Child workflows, and workflows that go on as new runs. */
public interface ChildScenarios extends EngineScenarios {

    @Test
    default void parentGetsTheResultOfItsChild() {
        TestEngine engine =
                engines().engine().workflow(Parent.class, Greeter.class).start();

        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Parent.class).id("p").start(w -> w.run("ada"));

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("parent of hello ada");
        assertThat(EventText.of(engines().history("p")))
                .containsExactly(
                        "started(\"ada\")",
                        "start child Greeter(\"ada\")",
                        "child started 2",
                        "child completed 2: \"hello ada\"",
                        "complete \"parent of hello ada\"");
    }

    @Test
    default void childIsSignaledThroughItsHandle() {
        TestEngine engine =
                engines().engine().workflow(SignalingParent.class, Waiter.class).start();

        WorkflowHandle<String> handle =
                engine.client().newWorkflow(SignalingParent.class).id("p").start(SignalingParent::run);

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("got it");
    }

    @Test
    default void childOfAParentThatEndsAtOnceIsTerminatedOrGoesOn() {
        TestEngine engine =
                engines().engine().workflow(Leaver.class, Waiter.class).start();

        engine.client().newWorkflow(Leaver.class).id("p").startVoid(Leaver::run);

        engines()
                .until(() -> engines().store().findRun("terminated").isPresent()
                        && engines().run("terminated").status() == WorkflowStatus.TERMINATED);
        assertThat(engines().run("abandoned").status()).isEqualTo(WorkflowStatus.RUNNING);
        engine.workflow(Waiter.class, "abandoned").signal(w -> w.go("late"));
        engines().until(() -> engines().run("abandoned").status() == WorkflowStatus.COMPLETED);
    }

    @Test
    default void runGoesOnAsANewOne() {
        TestEngine engine = engines().engine().workflow(Counter.class).start();

        WorkflowHandle<Integer> handle =
                engine.client().newWorkflow(Counter.class).id("c").start(w -> w.run(0));

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo(5);
        assertThat(engines().allRuns()).hasSize(6);
    }

    /** Has one child. */
    @Workflow
    class Parent {

        private final WorkflowContext workflow;

        Parent(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(String name) {
            return "parent of " + workflow.newChild(Greeter.class).execute(w -> w.greet(name));
        }
    }

    /** Returns at once. */
    @Workflow
    class Greeter {

        @WorkflowMethod
        public String greet(String name) {
            return "hello " + name;
        }
    }

    /** Signals its child. */
    @Workflow
    class SignalingParent {

        private final WorkflowContext workflow;

        SignalingParent(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            ChildWorkflowHandle<Waiter, String> child =
                    workflow.newChild(Waiter.class).start(Waiter::run);
            child.signal(w -> w.go("got it"));
            return child.result().get();
        }
    }

    /** Starts children and leaves. */
    @Workflow
    class Leaver {

        private final WorkflowContext workflow;

        Leaver(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.newChild(Waiter.class)
                    .id("abandoned")
                    .parentClosePolicy(ParentClosePolicy.ABANDON)
                    .start(Waiter::run);
            workflow.newChild(Waiter.class).id("terminated").start(Waiter::run);
        }
    }

    /** Counts to five, a run for each number. */
    @Workflow
    class Counter {

        private final WorkflowContext workflow;

        Counter(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public int run(int count) {
            workflow.sleep(Duration.ofMillis(1));
            if (count == 5) {
                return count;
            }
            throw workflow.continueAsNew(Counter.class, w -> w.run(count + 1));
        }
    }
}
