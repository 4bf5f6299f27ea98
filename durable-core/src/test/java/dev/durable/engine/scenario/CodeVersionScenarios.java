package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.VersioningBehavior;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.CodeVersionUse;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.workflow.WorkflowContext;
import org.junit.jupiter.api.Test;

/** Runs that keep to the version of the code that began them. */
public interface CodeVersionScenarios extends EngineScenarios {

    @Test
    default void pinnedRunWaitsForItsVersionAndOthersDoNot() {
        engines().notReplaying("Pinned");
        TestEngine one = start("1", PinnedOne.class);
        one.client().newWorkflow(PinnedOne.class).id("pinned").start(PinnedOne::answer);
        one.client().newWorkflow(Greeting.class).id("free").start(Greeting::greet);
        one.stop();

        TestEngine two = start("2", PinnedTwo.class);
        two.workflow("free").signal("goOn");
        two.workflow("pinned").signal("goOn");
        two.client().newWorkflow(PinnedTwo.class).id("new").start(PinnedTwo::answer);
        two.workflow("new").signal("goOn");

        assertThat(two.workflow("free").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("hello");
        assertThat(two.workflow("new").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("two");
        assertThat(engines().run("pinned").owner()).isNull();
        assertThat(two.client().codeVersions()).containsExactly(new CodeVersionUse("1", "Pinned", 1));
        two.stop();

        TestEngine again = start("1", PinnedOne.class);
        assertThat(again.workflow("pinned").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("one");
        assertThat(again.client().codeVersions()).isEmpty();
    }

    @Test
    default void pinnedRunThatWasStartedElsewhereKeepsToTheVersionThatHasTakenIt() {
        TestEngine client = engines().engine().clientOnly().start();
        client.client().newWorkflow("Pinned").id("pinned").start();
        assertThat(client.client().codeVersions()).isEmpty();

        TestEngine two = start("2", PinnedTwo.class);
        engines().until(() -> "2".equals(engines().run("pinned").codeVersion()));
        two.stop();
        start("1", PinnedOne.class);
        client.workflow("pinned").signal("goOn");
        start("2", PinnedTwo.class);

        assertThat(client.workflow("pinned").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("two");
    }

    private TestEngine start(String codeVersion, Class<?> pinned) {
        return engines()
                .engine()
                .codeVersion(codeVersion)
                .workflow(pinned)
                .workflow(Greeting.class)
                .start();
    }

    /** Waits to be told to go on. */
    abstract class Waiting {

        private final WorkflowContext workflow;
        private boolean goesOn;

        Waiting(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        void await() {
            workflow.await(() -> goesOn);
        }

        @SignalMethod
        public void goOn() {
            goesOn = true;
        }
    }

    /** The first version. */
    @Workflow(name = "Pinned", versioningBehavior = VersioningBehavior.PINNED)
    class PinnedOne extends Waiting {

        PinnedOne(WorkflowContext workflow) {
            super(workflow);
        }

        @WorkflowMethod
        public String answer() {
            await();
            return "one";
        }
    }

    /** The second version. */
    @Workflow(name = "Pinned", versioningBehavior = VersioningBehavior.PINNED)
    class PinnedTwo extends Waiting {

        PinnedTwo(WorkflowContext workflow) {
            super(workflow);
        }

        @WorkflowMethod
        public String answer() {
            await();
            return "two";
        }
    }

    /** What any version may go on with. */
    @Workflow
    class Greeting extends Waiting {

        Greeting(WorkflowContext workflow) {
            super(workflow);
        }

        @WorkflowMethod
        public String greet() {
            await();
            return "hello";
        }
    }
}
