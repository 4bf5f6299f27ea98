package dev.durable.engine.run;

import static dev.durable.engine.testing.Happenings.paused;
import static dev.durable.engine.testing.Happenings.runTimedOut;
import static dev.durable.engine.testing.Happenings.terminated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.Uuids;
import dev.durable.engine.scenario.ResetScenarios.Listener;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionResetRequested;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The owner of a run is asked to reset it: whatever dies meanwhile, there is the old run or the new one. */
class ResetRunTests extends OneSteppedNode {

    private static final List<String> WAITING =
            List.of("started()", "signal say(\"go\")", "start child Listener()", "child started 3");

    ResetRunTests() {
        super(Listener.class, Parent.class);
    }

    @Test
    void requestIsCarriedOutAlthoughWhoeverHasSentItIsGone() {
        beginListener();

        node.store("l", reset(2));
        node.lookForWork();
        cluster.settle();

        assertThat(cluster.texts("l"))
                .containsExactly(
                        List.of("started()", "signal say(\"one\")", "terminated: Reset to event 2"),
                        List.of("started()", "signal say(\"one\")", "reset from 2"));
        assertThat(cluster.run("l").status()).isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    void parentGetsTheResultOfTheNewRunAlthoughWhoeverAskedForItIsGone() {
        beginParent();
        node.store("p/part", reset(1));
        node.lookForWork();
        cluster.settle();
        assertThat(cluster.texts("p/part")).hasSize(2);

        node.deliver("p/part", say("end"));
        cluster.settle();

        assertThat(cluster.text("p")).endsWith("child completed 3: \"[end]\"", "complete \"[end]\"");
    }

    @Test
    void ownerThatDiesBeforeTheCommitHasDoneNothing() {
        beginListener();
        node.store("l", reset(2));
        node.lookForWork();
        node.takeTurns();
        node.crash();
        assertThat(cluster.texts("l")).hasSize(1);
        assertThat(cluster.run("l").status()).isEqualTo(WorkflowStatus.RUNNING);

        cluster.node().lookForWork();
        cluster.settle();

        assertThat(cluster.texts("l")).hasSize(2);
        assertThat(cluster.text("l")).endsWith("reset from 2");
    }

    @Test
    void newRunGoesOnElsewhereIfTheOwnerDiesAfterTheCommit() {
        beginListener();
        node.deliver("l", reset(2));
        node.takeTurns();
        node.commit();
        node.crash();
        SteppedNode next = cluster.node();

        next.lookForWork();
        cluster.settle();
        next.deliver("l", say("end"));
        cluster.settle();

        assertThat(cluster.texts("l")).hasSize(2);
        assertThat(cluster.text("l")).endsWith("signal say(\"end\")", "complete \"[one, end]\"");
    }

    @Test
    void pausedRunIsReset() {
        beginListener();
        node.deliver("l", paused());
        node.deliver("l", say("unheard"));
        cluster.settle();

        node.store("l", reset(2));
        node.lookForWork();
        cluster.settle();

        assertThat(cluster.texts("l").get(0))
                .endsWith("paused: ", "signal say(\"unheard\")", "terminated: Reset to event 2");
        assertThat(cluster.text("l")).endsWith("reset from 2", "signal say(\"unheard\")");
        assertThat(cluster.run("l").status()).isEqualTo(WorkflowStatus.RUNNING);
    }

    /** What the old run has heard of happens again before what was stored for it and goes on unseen. */
    @Test
    void signalsComeInTheirOrderAlthoughTheOldRunHasNotSeenTheLastOne() {
        beginListener();
        cluster.pass(Duration.ofSeconds(1));
        node.deliver("l", say("two"));
        cluster.settle();
        node.store("l", say("three"));

        node.deliver("l", reset(2));
        cluster.settle();
        node.lookForWork();
        cluster.settle();

        assertThat(cluster.text("l")).endsWith("reset from 2", "signal say(\"two\")", "signal say(\"three\")");
    }

    /** The child of the old run may have the id that the new one wants to use again. */
    @Test
    void newRunTakesItsFirstStepWhenTheChildThatTheOldOneHasLeftHasEnded() {
        SteppedNode next = resetWhileTheChildCannotEnd();
        letTimePass(next);
        assertThat(cluster.text("p")).containsExactly("started()");
        next.lookForWork();
        cluster.settle();
        assertThat(cluster.run("p/part").status()).isEqualTo(WorkflowStatus.TERMINATED);
        letTimePass(next);
        assertThat(cluster.text("p")).containsExactlyElementsOf(WAITING);
        assertThat(cluster.store().failedAttempts(cluster.run("p").runId(), 10)).isEmpty();
    }

    @Test
    void newRunThatWaitsForSuchAChildTakesMessages() {
        SteppedNode next = resetWhileTheChildCannotEnd();

        next.deliver("p", say("kept"));
        next.settle();
        assertThat(cluster.text("p")).containsExactly("started()");
        assertThat(cluster.run("p").pendingMessages()).isEqualTo(2);
        next.lookForWork();
        letTimePass(next);

        assertThat(cluster.text("p"))
                .containsExactly(
                        "started()",
                        "signal say(\"go\")",
                        "start child Listener()",
                        "signal say(\"kept\")",
                        "child started 3");
    }

    @Test
    void newRunThatWaitsForSuchAChildCanBeTerminated() {
        SteppedNode next = resetWhileTheChildCannotEnd();

        next.deliver("p", terminated("by hand"));
        next.settle();

        assertThat(cluster.text("p")).startsWith("started()").endsWith("terminated: by hand");
    }

    /** Its history is replayed afterwards, as all are: whatever its first step would have asked for, it has not made it. */
    @Test
    void newRunThatWaitsForSuchAChildCanTimeOut() {
        SteppedNode next = resetWhileTheChildCannotEnd();
        next.deliver("p", say("kept"));
        next.settle();

        next.deliver("p", runTimedOut());
        next.settle();

        assertThat(cluster.text("p"))
                .containsExactly(
                        "started()",
                        "paused: What follows came too late for the code",
                        "signal say(\"go\")",
                        "signal say(\"kept\")",
                        "run timed out: WORKFLOW_RUN");
    }

    /** The run in between has taken no step, so that what stood in its way stands in the way of the third one. */
    @Test
    void runThatIsResetWhileItWaitsForSuchAChildLeavesTheWaitToTheNext() {
        SteppedNode next = resetWhileTheChildCannotEnd();

        next.deliver("p", reset(1));
        next.settle();
        letTimePass(next);
        assertThat(cluster.texts("p")).hasSize(3);
        assertThat(cluster.text("p")).containsExactly("started()");
        next.lookForWork();
        cluster.settle();
        letTimePass(next);

        assertThat(cluster.text("p")).containsExactlyElementsOf(WAITING);
    }

    /** The old run goes on at another node than its child, which nobody looks after. */
    private SteppedNode resetWhileTheChildCannotEnd() {
        beginParent();
        node.crash();
        SteppedNode next = cluster.node();
        next.runs().claim(cluster.run("p").runId());
        next.settle();
        next.deliver("p", reset(1));
        next.settle();
        assertThat(cluster.texts("p")).hasSize(2);
        return next;
    }

    private void beginListener() {
        node.begin("l", Listener.class);
        cluster.settle();
        node.deliver("l", say("one"));
        cluster.settle();
    }

    private void beginParent() {
        node.begin("p", Parent.class);
        cluster.settle();
        node.deliver("p", say("go"));
        cluster.settle();
        assertThat(cluster.text("p")).containsExactlyElementsOf(WAITING);
    }

    private void letTimePass(SteppedNode at) {
        for (int i = 0; i < 10; i++) {
            cluster.time().advance(Duration.ofSeconds(1));
            at.settle();
        }
    }

    private InboundEvent reset(int lastEventId) {
        cluster.time().advance(Duration.ofMillis(1));
        UUID newRunId = Uuids.version7(cluster.time().now());
        return new WorkflowExecutionResetRequested(0, cluster.time().now(), newRunId, lastEventId, true, true, "");
    }

    private static InboundEvent say(String word) {
        return SteppedCluster.signal("say", word);
    }

    /** Has a child of a fixed id once it is told to. */
    @Workflow
    static class Parent {

        private final WorkflowContext workflow;
        private boolean told;

        Parent(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.await(() -> told);
            return workflow.newChild(Listener.class)
                    .id(workflow.info().workflowId() + "/part")
                    .execute(Listener::run);
        }

        @SignalMethod
        public void say(String word) {
            told = true;
        }
    }
}
