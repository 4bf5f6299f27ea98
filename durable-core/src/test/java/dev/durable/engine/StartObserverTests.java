package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.ResetOptions;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.observation.ClosedRun;
import dev.durable.engine.observation.EngineObserver;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.ChildWorkflowFailure;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleSpec;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each run that starts is told once, by the engine that has stored its start, however it came about. */
class StartObserverTests {

    private final InMemoryStore store = new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec());

    @RegisterExtension
    final EngineFixture engines = new EngineFixture(() -> store);

    private final List<String> started = new CopyOnWriteArrayList<>();
    private final List<String> closed = new CopyOnWriteArrayList<>();

    @Test
    void startInACommittedTransactionIsTold() {
        TestEngine engine = engine();

        store.inTransaction(() -> {
            start(engine, "committed", "go");
            assertThat(started).isEmpty();
        });

        engine.workflow("committed").result(String.class, EngineFixture.PATIENCE);
        assertToldOnce("Family");
    }

    @Test
    void startInATransactionThatRollsBackIsNotTold() {
        TestEngine engine = engine();

        assertThatThrownBy(() -> store.inTransaction(() -> {
                    start(engine, "rolled-back", "go");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(started).isEmpty();
    }

    @Test
    void childrenAreToldAndThoseThatAreRefusedAreNot() {
        TestEngine engine = engine();

        start(engine, "parent", "children").result(EngineFixture.PATIENCE);

        assertToldOnce("Family", "Child");
    }

    @Test
    void runThatContinuesAnotherIsTold() {
        TestEngine engine = engine();

        start(engine, "again", "again").result(EngineFixture.PATIENCE);

        assertToldOnce("Family", "Family");
    }

    @Test
    void resetsOfOpenAndOfClosedRunsAreTold() {
        TestEngine engine = engine();
        start(engine, "reset", "wait");

        engine.workflow("reset").reset(ResetOptions.toStart());
        engine.workflow("reset").signal("goOn");
        engine.workflow("reset").result(String.class, EngineFixture.PATIENCE);
        engine.workflow("reset").reset(ResetOptions.toStart());

        assertThat(started).containsExactly("Family", "Family", "Family");
    }

    @Test
    void startByAScheduleIsTold() {
        TestEngine engine = engine();

        engine.schedules()
                .create(
                        "family",
                        Schedule.of(
                                ScheduleSpec.every(Duration.ofDays(365)),
                                engine.schedules().action(Family.class, w -> w.run("go"))))
                .trigger();

        engines.untilAsserted(() -> assertToldOnce("Family"));
    }

    @Test
    void startIsToldByTheEngineThatStoresItAndByNoneThatTakesTheRunOver() {
        TestEngine clientOnly = engines.engine()
                .clientOnly()
                .configure(builder -> builder.observer(new Recorder()))
                .start();
        start(clientOnly, "moved", "wait");
        assertThat(started).containsExactly("Family");

        TestEngine first = engine();
        engines.until(() -> engines.run("moved").owner() != null);
        first.stop();
        TestEngine second = engine();
        second.workflow("moved").signal("goOn");
        second.workflow("moved").result(String.class, EngineFixture.PATIENCE);

        assertToldOnce("Family");
    }

    /** Each start is told when the run can have closed, and each closing has one. */
    private void assertToldOnce(String... types) {
        assertThat(started).containsExactlyInAnyOrder(types);
        engines.untilAsserted(() -> assertThat(closed).containsExactlyInAnyOrder(types));
        assertThat(started).hasSize(types.length);
    }

    private WorkflowHandle<String> start(TestEngine engine, String workflowId, String what) {
        return engine.client().newWorkflow(Family.class).id(workflowId).start(w -> w.run(what));
    }

    private TestEngine engine() {
        return engines.engine()
                .workflow(Family.class, Child.class)
                .configure(builder -> builder.observer(new Recorder()))
                .start();
    }

    /** Starts others, or itself again, or waits. */
    @Workflow(name = "Family")
    public static class Family {

        private final WorkflowContext workflow;
        private boolean goesOn;

        Family(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(String what) {
            if (what.equals("children")) {
                workflow.newChild(Child.class).execute(Child::run);
                try {
                    workflow.newChild(Child.class).id("parent").execute(Child::run);
                } catch (ChildWorkflowFailure e) {
                    return "refused";
                }
            } else if (what.equals("again")) {
                throw workflow.continueAsNew(Family.class, w -> w.run("go"));
            } else if (what.equals("wait")) {
                workflow.await(() -> goesOn);
            }
            return what;
        }

        @SignalMethod
        public void goOn() {
            goesOn = true;
        }
    }

    /** Is born. */
    @Workflow(name = "Child")
    public static class Child {

        @WorkflowMethod
        public String run() {
            return "born";
        }
    }

    private final class Recorder implements EngineObserver {

        @Override
        public void workflowStarted(String workflowType) {
            started.add(workflowType);
        }

        @Override
        public void workflowClosed(ClosedRun run) {
            closed.add(run.started().workflowType());
        }
    }
}
