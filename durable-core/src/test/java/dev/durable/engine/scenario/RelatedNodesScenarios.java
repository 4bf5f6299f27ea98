package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.ChildWorkflowFailure;
import dev.durable.failure.ExternalWorkflowFailure;
import dev.durable.history.EventText;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workflows on different nodes that have to do with each other. */
public interface RelatedNodesScenarios extends EngineScenarios {

    @Test
    default void parentGetsTheResultOfAChildOnAnotherNodeAlthoughItHasLeftMemory() {
        TestEngine near = near("near");
        far("far");
        WorkflowHandle<String> handle = parent(near);
        untilChildIsStarted();
        near.engine().evictIdleRuns();

        near.workflow("p/far").signal("say", "hello");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("hello");
        assertThat(EventText.of(handle.history()))
                .containsExactly(
                        "started()",
                        "start child Far()",
                        "child started 2",
                        "child completed 2: \"hello\"",
                        "complete \"hello\"");
    }

    @Test
    default void childIsStartedWhenANodeForItComes() {
        TestEngine near = near("near");
        WorkflowHandle<String> handle = parent(near);
        engines().until(() -> handle.history().size() == 3);
        near.workflow("p/far").signal("say", "hello");

        far("far");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("hello");
    }

    @Test
    default void childThatNobodyExecutesIsTerminatedWithItsParentWhenANodeForItComes() {
        TestEngine near = near("near");
        WorkflowHandle<String> handle = parent(near);
        engines().until(() -> handle.history().size() == 3);
        handle.terminate("over");
        engines().until(() -> engines().run("p").status().isClosed());

        far("far");

        engines().until(() -> engines().run("p/far").status() == WorkflowStatus.TERMINATED);
    }

    @Test
    default void cancellationReachesAChildOnAnotherNodeAndItsEndComesBack() {
        TestEngine near = near("near");
        far("far");
        WorkflowHandle<String> handle = parent(near);
        untilChildIsTakenUp();

        handle.cancel("enough");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("CanceledFailure");
        assertThat(engines().run("p/far").status()).isEqualTo(WorkflowStatus.CANCELED);
    }

    @Test
    default void parentOnANodeThatDiesGetsTheResultOnTheNext() {
        TestEngine near = near("near");
        far("far");
        parent(near);
        untilChildIsStarted();
        near.crash();
        TestEngine client = engines().engine().clientOnly().start();
        client.workflow("p/far").signal("say", "hello");
        engines().until(() -> engines().run("p/far").status() == WorkflowStatus.COMPLETED);

        TestEngine next = near("near");

        assertThat(next.workflow("p").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("hello");
    }

    @Test
    default void childOnANodeThatDiesGoesOnOnTheNext() {
        TestEngine near = near("near");
        TestEngine far = far("far");
        WorkflowHandle<String> handle = parent(near);
        untilChildIsTakenUp();
        far.crash();
        near.workflow("p/far").signal("say", "hello");

        far("far");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("hello");
    }

    @Test
    default void childrenOnOtherNodesDoAsTheParentClosePolicySays() {
        TestEngine near = near("near");
        far("far");
        near.client().newWorkflow(Leaver.class).id("l").startVoid(Leaver::run);
        engines().until(() -> engines().run("l").status() == WorkflowStatus.COMPLETED);

        engines().until(() -> engines().run("l/terminate").status() == WorkflowStatus.TERMINATED);
        engines().until(() -> engines().run("l/cancel").status() == WorkflowStatus.CANCELED);
        near.workflow("l/abandon").signal("say", "alone");
        assertThat(near.workflow("l/abandon").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("alone");
        assertThat(near.workflow("l/terminate").history().stream()
                        .map(HistoryEvent::type)
                        .toList())
                .endsWith(EventType.WorkflowExecutionTerminated);
    }

    @Test
    default void childThatGoesOnAsNewIsStillTheChild() {
        TestEngine near = near("near");
        far("far");
        WorkflowHandle<String> handle = parent(near);
        untilChildIsStarted();
        near.workflow("p/far").signal("say", "again");
        engines().until(() -> engines().allRuns().size() == 3);

        near.workflow("p/far").signal("say", "hello");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("hello");
    }

    @Test
    default void signalsToAWorkflowThatGoesOnAsNewAgainAndAgainArriveOnceEach() {
        TestEngine near = near("near");
        far("far");
        near.client().newWorkflow(Counter.class).id("counter").start(w -> w.count(0, 20));

        WorkflowHandle<String> sender =
                near.client().newWorkflow(Sender.class).id("s").start(w -> w.send(20));

        assertThat(sender.result(EngineFixture.PATIENCE)).isEqualTo("20 sent");
        engines().until(() -> engines().run("counter").status() == WorkflowStatus.COMPLETED);
        assertThat(near.workflow("counter").result(Integer.class, EngineFixture.PATIENCE))
                .isEqualTo(20);
        assertThat(engines().allRuns().stream()
                        .filter(run -> run.workflowId().equals("counter"))
                        .flatMap(run -> engines().store().history(run.runId(), 0).stream())
                        .filter(event -> event.type() == EventType.WorkflowExecutionSignaled))
                .hasSize(20);
    }

    @Test
    default void workflowSignalsItself() {
        TestEngine near = near("near");

        WorkflowHandle<String> handle =
                near.client().newWorkflow(Monologue.class).id("m").start(Monologue::run);

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("heard myself");
    }

    @Test
    default void executionTimeoutCountsForAllRunsOfAChain() {
        TestEngine near = near("near");
        far("far");
        WorkflowHandle<Integer> handle = near.client()
                .newWorkflow(Counter.class)
                .id("counter")
                .executionTimeout(Duration.ofHours(1))
                .start(w -> w.count(0, 100));
        engines().time().skip(Duration.ofMinutes(40));
        near.workflow("counter").signal("add");
        engines().until(() -> engines().allRuns().size() == 2);
        engines().time().skip(Duration.ofMinutes(19));
        near.workflow("counter").signal("add");
        engines().until(() -> engines().allRuns().size() == 3);
        assertThat(engines().run("counter").status()).isEqualTo(WorkflowStatus.RUNNING);

        engines().time().skip(Duration.ofMinutes(1));

        engines().until(() -> engines().run("counter").status() == WorkflowStatus.TIMED_OUT);
        assertThat(EventText.of(engines().history("counter"))).endsWith("run timed out: WORKFLOW_EXECUTION");
        assertThat(handle.describe().summary().status()).isEqualTo(WorkflowStatus.CONTINUED_AS_NEW);
    }

    @Test
    default void timeLimitHoldsAfterARestart() {
        TestEngine near = near("near");
        near.client()
                .newWorkflow(Counter.class)
                .id("counter")
                .runTimeout(Duration.ofHours(1))
                .start(w -> w.count(0, 100));
        near.stop();
        assertThat(engines().run("counter").owner()).isNull();
        assertThat(engines().run("counter").wakeAt())
                .as("when the time is over")
                .isEqualTo(engines().history("counter").get(0).time().plus(Duration.ofHours(1)));

        engines().time().skip(Duration.ofHours(1));
        near("near");

        engines().until(() -> engines().run("counter").status() == WorkflowStatus.TIMED_OUT);
    }

    @Test
    default void timeLimitHoldsAfterACrash() {
        TestEngine near = near("near");
        near.client()
                .newWorkflow(Counter.class)
                .id("counter")
                .runTimeout(Duration.ofHours(1))
                .start(w -> w.count(0, 100));
        near.crash();
        near("near");
        engines().until(() -> engines().run("counter").owner() != null);

        engines().time().skip(Duration.ofHours(1));

        engines().until(() -> engines().run("counter").status() == WorkflowStatus.TIMED_OUT);
    }

    private static WorkflowHandle<String> parent(TestEngine near) {
        return near.client().newWorkflow(Parent.class).id("p").start(Parent::run);
    }

    private void untilChildIsStarted() {
        engines().until(() -> engines().store().findRun("p/far").isPresent());
    }

    private void untilChildIsTakenUp() {
        untilChildIsStarted();
        engines().until(() -> engines().run("p/far").owner() != null);
    }

    private TestEngine near(String name) {
        return engines()
                .engine()
                .workflow(Parent.class, Leaver.class, Sender.class, Counter.class, Monologue.class, Far.class)
                .taskQueues("default")
                .maxCachedRuns(1)
                .nodeName(name)
                .start();
    }

    private TestEngine far(String name) {
        return engines()
                .engine()
                .workflow(Far.class, Counter.class)
                .taskQueues("far")
                .nodeName(name)
                .start();
    }

    /** Has a child on another queue. */
    @Workflow
    class Parent {

        private final WorkflowContext workflow;

        Parent(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            try {
                return workflow.newChild(Far.class)
                        .id(workflow.info().workflowId() + "/far")
                        .execute(Far::run);
            } catch (ChildWorkflowFailure e) {
                return e.getCause().getClass().getSimpleName();
            }
        }
    }

    /** Waits for a word; begins anew for the word "again". */
    @Workflow(taskQueue = "far")
    class Far {

        private final WorkflowContext workflow;
        private String word = "";

        Far(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.await(() -> !word.isEmpty());
            if (word.equals("again")) {
                throw workflow.continueAsNew(Far.class, Far::run);
            }
            return word;
        }

        @SignalMethod
        public void say(String with) {
            word = with;
        }
    }

    /** Leaves its children alone. */
    @Workflow
    class Leaver {

        private final WorkflowContext workflow;

        Leaver(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            List<ChildWorkflowHandle<Far, String>> children = new ArrayList<>();
            children.add(child("terminate", ParentClosePolicy.TERMINATE));
            children.add(child("cancel", ParentClosePolicy.REQUEST_CANCEL));
            children.add(child("abandon", ParentClosePolicy.ABANDON));
            children.forEach(child -> child.started().get());
        }

        private ChildWorkflowHandle<Far, String> child(String name, ParentClosePolicy policy) {
            return workflow.newChild(Far.class)
                    .id(workflow.info().workflowId() + "/" + name)
                    .parentClosePolicy(policy)
                    .start(Far::run);
        }
    }

    /** Counts signals, a run for each. */
    @Workflow
    class Counter {

        private final WorkflowContext workflow;
        private int added;

        Counter(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public int count(int before, int until) {
            workflow.await(() -> added > 0);
            int count = before + added;
            if (count >= until) {
                return count;
            }
            throw workflow.continueAsNew(Counter.class, w -> w.count(count, until));
        }

        @SignalMethod
        public void add() {
            added++;
        }
    }

    /** Sends signals one after another. */
    @Workflow
    class Sender {

        private final WorkflowContext workflow;

        Sender(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String send(int count) {
            int sent = 0;
            for (int i = 0; i < count; i++) {
                try {
                    workflow.external(Counter.class, "counter").signal(Counter::add);
                    sent++;
                } catch (ExternalWorkflowFailure e) {
                    return "refused after " + sent;
                }
            }
            return sent + " sent";
        }
    }

    /** Talks to itself. */
    @Workflow
    class Monologue {

        private final WorkflowContext workflow;
        private boolean heard;

        Monologue(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.external(Monologue.class, workflow.info().workflowId()).signal(Monologue::hear);
            workflow.await(() -> heard);
            return "heard myself";
        }

        @SignalMethod
        public void hear() {
            heard = true;
        }
    }
}
