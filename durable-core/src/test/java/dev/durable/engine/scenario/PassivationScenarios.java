package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestEngineBuilder;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs that leave their engine because they have nothing to do. */
public interface PassivationScenarios extends EngineScenarios {

    @Test
    default void messageToARunThatNobodyOwnsIsTakenAtOnce() {
        TestEngine engine = engine().pollInterval(Duration.ofMinutes(10)).start();
        WorkflowHandle<List<String>> handle =
                engine.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(2));
        handle.signal("put", "a");
        passivate("inbox");

        handle.signal("put", "b");

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("a", "b");
    }

    @Test
    default void childThatEndsBringsItsParentBack() {
        TestEngine engine = engine().pollInterval(Duration.ofMinutes(10)).start();
        WorkflowHandle<List<String>> handle =
                engine.client().newWorkflow(Household.class).id("parent").start(Household::run);
        engines().until(() -> engines().allRuns().size() == 2);
        passivate("parent");
        passivate("child");

        engine.workflow("child").signal("put", "a");

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("a");
    }

    @Test
    default void timerBringsItsRunBack() {
        TestEngine engine = engine().start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Sleeper.class).id("sleeper").start(w -> w.sleep(Duration.ofHours(12)));
        passivate("sleeper");

        engines().time().skip(Duration.ofHours(12));

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("slept");
    }

    @Test
    default void anotherEngineTakesTheRunOn() {
        TestEngine one = engine().start();
        one.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(1));
        passivate("inbox");
        TestEngine other = engine().start();
        one.stop();

        other.workflow("inbox").signal("put", "a");

        assertThat(other.workflow("inbox").result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("a"));
    }

    @Test
    default void fullCacheMakesRunsLeave() {
        TestEngine engine =
                engine().maxCachedRuns(1).passivateAfter(Duration.ZERO).start();
        List<WorkflowHandle<List<String>>> handles = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            handles.add(
                    engine.client().newWorkflow(Inbox.class).id("inbox-" + i).start(w -> w.collect(2)));
        }
        handles.forEach(handle -> handle.signal("put", "a"));

        engines()
                .until(() -> handles.stream()
                                .filter(handle ->
                                        engines().run(handle.workflowId()).owner() == null)
                                .count()
                        >= 9);
        handles.forEach(handle -> handle.signal("put", "b"));

        assertThat(handles)
                .allSatisfy(handle ->
                        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("a", "b"));
    }

    private TestEngineBuilder engine() {
        return engines().engine().workflow(Inbox.class, Household.class, Sleeper.class);
    }

    /** Waits until nobody owns the run, which will be so once a minute has passed without work for it. */
    private void passivate(String workflowId) {
        engines().until(() -> {
            engines().time().skip(Duration.ofSeconds(20));
            return engines().run(workflowId).owner() == null;
        });
    }

    /** Waits for its child. */
    @Workflow
    class Household {

        private final WorkflowContext workflow;

        Household(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public List<String> run() {
            return workflow.newChild(Inbox.class).id("child").execute(w -> w.collect(1));
        }
    }

    /** Sleeps, and can be spoken to. */
    @Workflow
    class Sleeper {

        private final WorkflowContext workflow;

        Sleeper(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String sleep(Duration duration) {
            workflow.sleep(duration);
            return "slept";
        }

        @SignalMethod
        public void wake() {}
    }
}
