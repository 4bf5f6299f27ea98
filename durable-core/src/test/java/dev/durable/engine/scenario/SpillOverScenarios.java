package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityOptions;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestEngineBuilder;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attempts that have waited too long for a slot of the node that owns their run, which has one slot here. */
public interface SpillOverScenarios extends EngineScenarios {

    @Test
    default void whatWaitsTooLongIsDoneByAnotherNode() {
        Gates busyWork = new Gates();
        Gates otherWork = new Gates().open("c", "d");
        TestEngine busy = node("busy", busyWork).start();
        other(otherWork).start();

        WorkflowHandle<String> handle = start(busy);

        otherWork.awaitBegun(engines(), "c");
        otherWork.awaitBegun(engines(), "d");
        busyWork.open("a", "b");
        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done a, done b, done c, done d");
        assertThat(busyWork.begun())
                .as("what began at once, and what would begin next")
                .containsExactly("a", "b");
        assertThat(otherWork.begun()).containsExactlyInAnyOrder("c", "d");
        assertThat(engines().store().activityTasks(handle.runId())).isEmpty();
    }

    @Test
    default void nothingIsLeftToOthersWhereThereAreNone() {
        Gates work = new Gates();
        TestEngine busy = node("busy", work).start();
        WorkflowHandle<String> handle = start(busy);
        work.awaitBegun(engines(), "a");

        engines().time().skip(Duration.ofMinutes(1));

        assertThat(engines().store().activityTasks(handle.runId())).isEmpty();
        work.open("a", "b", "c", "d");
        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done a, done b, done c, done d");
        assertThat(work.begun()).containsExactly("a", "b", "c", "d");
    }

    @Test
    default void whatWasLeftToOthersGoesOnWithoutTheOwner() {
        Gates busyWork = new Gates();
        Gates otherWork = new Gates();
        Gates nextWork = new Gates().open("a", "b");
        TestEngine busy = node("busy", busyWork).start();
        other(otherWork).start();
        start(busy);
        otherWork.awaitBegun(engines(), "c");
        otherWork.awaitBegun(engines(), "d");

        busy.crash();
        TestEngine next = node("busy", nextWork).start();

        nextWork.awaitBegun(engines(), "a");
        otherWork.open("c", "d");
        assertThat(next.client().workflow(Fan.class, "fan").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("done a, done b, done c, done d");
        assertThat(nextWork.begun()).containsExactlyInAnyOrder("a", "b");
        assertThat(otherWork.begun()).containsExactlyInAnyOrder("c", "d");
    }

    @Test
    default void theNodeTakesBackWhatNobodyElseHasASlotFor() {
        Gates work = new Gates();
        TestEngine busy = node("busy", work).start();
        node("elsewhere", new Gates()).taskQueues("elsewhere").start();
        WorkflowHandle<String> handle = start(busy);
        work.awaitBegun(engines(), "a");
        engines()
                .until(() -> engines().store().activityTasks(handle.runId()).stream()
                                .filter(state -> state.stage() == Stage.ROUTED)
                                .count()
                        == 2);

        work.open("a", "b", "c", "d");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done a, done b, done c, done d");
        assertThat(work.begun()).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    /** A node with one slot. */
    private TestEngineBuilder node(String name, Gates work) {
        return engines()
                .engine()
                .workflow(Fan.class)
                .activity(GatedWork.class, work)
                .maxConcurrentActivities(1)
                .spillOverAfter(Duration.ofSeconds(1))
                .nodeName(name);
    }

    /** A node with many slots that does not have the workflow: it must not take the run over before its owner is back. */
    private TestEngineBuilder other(Gates work) {
        return engines()
                .engine()
                .activity(GatedWork.class, work)
                .maxConcurrentActivities(10)
                .nodeName("other");
    }

    private static WorkflowHandle<String> start(TestEngine busy) {
        return busy.client().newWorkflow(Fan.class).id("fan").start(w -> w.run(List.of("a", "b", "c", "d")));
    }

    /** Calls activities side by side. */
    @Workflow
    class Fan {

        private final WorkflowContext workflow;
        private final GatedWork work;

        Fan(WorkflowContext workflow) {
            this.workflow = workflow;
            this.work = workflow.activity(
                    GatedWork.class, ActivityOptions.NONE.withStartToCloseTimeout(Duration.ofHours(1)));
        }

        @WorkflowMethod
        public String run(List<String> names) {
            List<Promise<String>> calls = names.stream()
                    .map(name -> workflow.async(() -> work.work(name)))
                    .toList();
            return String.join(", ", calls.stream().map(Promise::get).toList());
        }
    }
}
