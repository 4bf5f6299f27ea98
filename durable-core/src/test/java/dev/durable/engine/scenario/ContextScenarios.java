package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Activity;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.ResetOptions;
import dev.durable.client.WorkflowHandle;
import dev.durable.context.MdcContextPropagator;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.workflow.WorkflowContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Context on its way through the store. */
public interface ContextScenarios extends EngineScenarios {

    @Test
    default void contextReachesEverythingThatIsDoneOnBehalfOfTheCaller() {
        Notebook notebook = new Notebook();
        TestEngine engine = engine(notebook);

        Journey.call(engine, "acme").result(EngineFixture.PATIENCE);

        assertThat(notebook.lines)
                .containsExactly(
                        "round 1: acme",
                        "again 1: acme",
                        "local 1: acme",
                        "child: acme",
                        "round 2: acme",
                        "again 2: acme",
                        "local 2: acme",
                        "child: acme");
    }

    @Test
    default void contextSurvivesTheNodeAndAReset() {
        Notebook notebook = new Notebook();
        TestEngine first = engine(notebook);
        WorkflowHandle<Void> handle;
        MDC.put("tenant", "acme");
        try {
            handle = first.client().newWorkflow(Waiting.class).id("w").startVoid(Waiting::run);
        } finally {
            MDC.remove("tenant");
        }
        engines().until(() -> notebook.lines.contains("before: acme"));
        engines().until(() -> handle.history().size() >= 3);
        first.stop();

        TestEngine second = engine(notebook);
        second.workflow("w").signal("goOn");
        second.workflow("w").result(Void.class, EngineFixture.PATIENCE);
        second.workflow("w").reset(ResetOptions.toStart()).result(Void.class, EngineFixture.PATIENCE);

        assertThat(notebook.lines).containsExactly("before: acme", "after: acme", "before: acme", "after: acme");
    }

    private TestEngine engine(Notebook notebook) {
        return engines()
                .engine()
                .workflow(Journey.class, Leg.class, Waiting.class)
                .activity(notebook)
                .configure(builder -> builder.contextPropagator(new MdcContextPropagator(List.of("tenant"))))
                .start();
    }

    /** Notes under whose name it is called; fails the first time where it is told to. */
    @Activity(name = "Notebook")
    class Notebook {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        public void note(String line) {
            lines.add(line + ": " + MDC.get("tenant"));
        }

        public void noteAgain(String line) {
            if (!lines.contains(line + ": " + MDC.get("tenant"))) {
                note(line);
                throw new IllegalStateException("once more");
            }
        }
    }

    /** Does everything that takes context along. */
    @Workflow(name = "Journey")
    class Journey {

        private final WorkflowContext workflow;
        private final Notebook notebook;

        Journey(WorkflowContext workflow, Notebook notebook) {
            this.workflow = workflow;
            this.notebook = notebook;
        }

        static WorkflowHandle<Void> call(TestEngine engine, String tenant) {
            MDC.put("tenant", tenant);
            try {
                return engine.client().newWorkflow(Journey.class).id("j").startVoid(journey -> journey.run(1));
            } finally {
                MDC.remove("tenant");
            }
        }

        @WorkflowMethod
        void run(int round) {
            notebook.note("round " + round);
            notebook.noteAgain("again " + round);
            workflow.localActivity(Notebook.class).note("local " + round);
            workflow.newChild(Leg.class).executeVoid(Leg::run);
            if (round == 1) {
                throw workflow.continueAsNew(Journey.class, journey -> journey.run(2));
            }
        }
    }

    /** A child. */
    @Workflow(name = "Leg")
    class Leg {

        private final Notebook notebook;

        Leg(Notebook notebook) {
            this.notebook = notebook;
        }

        @WorkflowMethod
        void run() {
            notebook.note("child");
        }
    }

    /** Waits between two notes. */
    @Workflow(name = "Waiting")
    class Waiting {

        private final WorkflowContext workflow;
        private final Notebook notebook;
        private boolean gone;

        Waiting(WorkflowContext workflow, Notebook notebook) {
            this.workflow = workflow;
            this.notebook = notebook;
        }

        @WorkflowMethod
        void run() {
            notebook.note("before");
            workflow.await(() -> gone);
            notebook.note("after");
        }

        @SignalMethod
        void goOn() {
            gone = true;
        }
    }
}
