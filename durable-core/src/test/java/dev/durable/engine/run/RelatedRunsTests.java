package dev.durable.engine.run;

import static dev.durable.engine.testing.Happenings.paused;
import static dev.durable.engine.testing.Happenings.unpaused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.failure.ExternalWorkflowFailure;
import dev.durable.history.ChildWorkflowExecutionCompleted;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.store.RunRelease;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a run learns of other runs, whatever is lost on the way. */
class RelatedRunsTests extends OneSteppedNode {

    RelatedRunsTests() {
        super(Parent.class, Child.class, Sender.class, Receiver.class, Chain.class);
    }

    @Test
    void newsOfTheStartComesBeforeTheResult() {
        node.begin("p", Parent.class);
        cluster.settle();

        assertThat(cluster.text("p"))
                .containsExactly(
                        "started()",
                        "start child Child()",
                        "child started 2",
                        "child completed 2: \"done\"",
                        "complete \"done\"");
    }

    @Test
    void signalIsAcceptedAlthoughTheAnswerToTheCommitIsLostAndTheStoreCannotBeAskedForAWhile() {
        node.begin("r", Receiver.class);
        cluster.settle();
        node.store().probe(new LosesAnswer(3));

        node.begin("s", Sender.class);
        cluster.settle();
        letTimePass();

        assertThat(cluster.text("s")).endsWith("external signaled 2", "complete \"accepted\"");
        assertThat(cluster.text("r")).containsExactly("started()", "signal go()", "complete \"went\"");
    }

    @Test
    void childIsStartedOnceAlthoughTheAnswerToTheCommitIsLostAndTheStoreCannotBeAskedForAWhile() {
        node.store().probe(new LosesAnswer(3));

        node.begin("p", Parent.class);
        cluster.settle();
        letTimePass();

        assertThat(cluster.run("p").status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(cluster.text("p")).contains("child completed 2: \"done\"", "complete \"done\"");
    }

    @Test
    void answerThatComesAfterTheRunWasToldToLeaveIsLookedUpByTheNextNode() {
        node.begin("r", Receiver.class);
        cluster.settle();
        node.begin("s", Sender.class);
        node.takeTurns();
        CompletableFuture<List<RunRelease>> frozen = node.runs().freezeAll();
        cluster.settle();
        cluster.store().releaseRuns(node.runs().nodeId(), frozen.join());
        node.crash();

        cluster.node().lookForWork();
        letTimePass();

        assertThat(cluster.text("s")).endsWith("external signaled 2", "complete \"accepted\"");
    }

    @Test
    void requestsWithoutAnAnswerAreLookedUpByTheNextNodeAlthoughTheStoreCannotBeAskedForAWhile() {
        node.begin("r", Receiver.class);
        cluster.settle();
        node.begin("s", Sender.class);
        node.takeTurns();
        node.commit();
        node.crash();
        SteppedNode next = cluster.node();
        next.store().probe(new FailsToRead(3, 2));

        next.lookForWork();
        cluster.settle();
        letTimePass();

        assertThat(cluster.text("s")).endsWith("external signaled 2", "complete \"accepted\"");
    }

    @Test
    void endOfAChildOfTheRunBeforeIsNotTakenForThatOfAnotherChild() {
        node.begin("c", Chain.class, 2);
        cluster.settle();
        node.store(
                "c",
                new ChildWorkflowExecutionCompleted(
                        0, cluster.time().now(), 2, new JacksonPayloadConverter().toPayload("of the run before")));
        node.deliver("c", SteppedCluster.signal("goOn", 1));
        cluster.settle();

        assertThat(cluster.text("c")).containsExactly("started(1)", "start child Receiver()", "child started 2");
        assertThat(cluster.run("c").pendingMessages()).isZero();
        String child =
                ((StartChildWorkflowExecutionInitiated) cluster.history("c").get(1)).workflowId();
        node.deliver(child, new WorkflowExecutionSignaled(0, cluster.time().now(), "go", List.of()));
        cluster.settle();
        assertThat(cluster.text("c")).endsWith("complete \"went\"");
    }

    @Test
    void answerThatWaitsForAPausedRunIsNotLookedUpAgainByTheNextNode() {
        node.begin("r", Receiver.class);
        cluster.settle();
        node.begin("s", Sender.class);
        node.takeTurns();
        node.commit();
        node.crash();
        cluster.node().store("s", paused());
        for (int i = 0; i < 3; i++) {
            SteppedNode next = cluster.node();
            next.lookForWork();
            cluster.settle();
            assertThat(cluster.run("s").pendingMessages()).isEqualTo(1);
            next.crash();
        }

        SteppedNode last = cluster.node();
        last.lookForWork();
        last.settle();
        last.deliver("s", unpaused());
        cluster.settle();

        assertThat(cluster.text("s")).endsWith("external signaled 2", "complete \"accepted\"");
    }

    @Test
    void signalToNobodyIsRefusedAlthoughTheAnswerIsLost() {
        node.store().probe(new LosesAnswer(1));

        node.begin("s", Sender.class);
        cluster.settle();
        letTimePass();

        assertThat(cluster.text("s")).endsWith("external signal failed 2", "complete \"refused\"");
    }

    private void letTimePass() {
        for (int i = 0; i < 20; i++) {
            cluster.time().advance(Duration.ofSeconds(1));
            cluster.settle();
        }
    }

    /** The next commit succeeds, but nobody hears of it, and then reading fails a few times. */
    private final class LosesAnswer implements StoreProbe {

        private final int failures;
        private boolean lost;

        LosesAnswer(int failures) {
            this.failures = failures;
        }

        @Override
        public void afterCommit(List<TurnWrite> turns) {
            if (!lost) {
                lost = true;
                throw new StoreUnavailableException("The answer is lost.", true, null);
            }
        }

        @Override
        public void after(StoreOperation operation) {
            if (operation == StoreOperation.IS_COMMITTED) {
                node.store().probe(new FailsToRead(0, failures));
            }
        }
    }

    /** Reading works a few times, and then fails a few times. */
    private static final class FailsToRead implements StoreProbe {

        private int successes;
        private int failures;

        FailsToRead(int successes, int failures) {
            this.successes = successes;
            this.failures = failures;
        }

        @Override
        public void before(StoreOperation operation) {
            if (operation == StoreOperation.READ && successes-- <= 0 && failures-- > 0) {
                throw new StoreUnavailableException("It cannot be read.", false, null);
            }
        }
    }

    /** Has a child. */
    @Workflow
    static class Parent {

        private final WorkflowContext workflow;

        Parent(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            return workflow.newChild(Child.class).execute(Child::run);
        }
    }

    /** Returns at once. */
    @Workflow
    static class Child {

        @WorkflowMethod
        public String run() {
            return "done";
        }
    }

    /** Signals another. */
    @Workflow
    static class Sender {

        private final WorkflowContext workflow;

        Sender(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            try {
                workflow.external(Receiver.class, "r").signal(Receiver::go);
                return "accepted";
            } catch (ExternalWorkflowFailure e) {
                return "refused";
            }
        }
    }

    /** Waits for a signal. */
    @Workflow
    static class Receiver {

        private final WorkflowContext workflow;
        private boolean gone;

        Receiver(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.await(() -> gone);
            return "went";
        }

        @SignalMethod
        public void go() {
            gone = true;
        }
    }

    /** Starts a child in each of its runs, and waits for that of the last one. */
    @Workflow
    static class Chain {

        private final WorkflowContext workflow;
        private boolean goesOn;

        Chain(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(int rest) {
            ChildWorkflowHandle<Receiver, String> child = workflow.newChild(Receiver.class)
                    .parentClosePolicy(ParentClosePolicy.ABANDON)
                    .start(Receiver::run);
            child.started().get();
            if (rest == 1) {
                return child.result().get();
            }
            workflow.await(() -> goesOn);
            throw workflow.continueAsNew(Chain.class, w -> w.run(rest - 1));
        }

        @SignalMethod
        public void goOn(int ignored) {
            goesOn = true;
        }
    }
}
