package dev.durable.engine.run;

import static dev.durable.engine.testing.Happenings.cancelRequested;
import static dev.durable.engine.testing.Happenings.paused;
import static dev.durable.engine.testing.Happenings.terminated;
import static dev.durable.engine.testing.Happenings.unpaused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.history.InboundEvent;
import dev.durable.history.RunOptions;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to a run while it is paused, and that it goes on. */
class PausedRunTests extends OneSteppedNode {

    PausedRunTests() {
        super(Collector.class, Sleeper.class);
    }

    @BeforeEach
    void runThatCollects() {
        node.begin("c", Collector.class);
        cluster.settle();
    }

    @Test
    void signalsAreKeptAndDeliveredInTheirOrder() {
        node.deliver("c", paused());
        cluster.settle();
        node.deliver("c", add("a"));
        cluster.settle();
        node.store("c", add("b"));
        node.lookForWork();
        node.deliver("c", add("c"));
        cluster.settle();
        assertThat(cluster.run("c").status()).isEqualTo(WorkflowStatus.PAUSED);

        node.deliver("c", unpaused());
        cluster.settle();

        assertThat(cluster.text("c"))
                .containsExactly(
                        "started()",
                        "paused: ",
                        "unpaused: ",
                        "signal add(\"a\")",
                        "signal add(\"b\")",
                        "signal add(\"c\")",
                        "complete [\"a\",\"b\",\"c\"]");
    }

    @Test
    void signalAndResumptionInOneTurnAreBothTaken() {
        pauseThenInOneTurn(add("a"), add("b"), add("c"), unpaused());

        assertThat(cluster.text("c")).endsWith("signal add(\"c\")", "complete [\"a\",\"b\",\"c\"]");
    }

    @Test
    void signalAndTerminationInOneTurnAreBothRecorded() {
        pauseThenInOneTurn(add("a"), cancelRequested("enough"), terminated("by hand"));

        assertThat(cluster.text("c"))
                .containsExactly(
                        "started()",
                        "paused: ",
                        "signal add(\"a\")",
                        "cancel requested: enough",
                        "terminated: by hand");
    }

    private void pauseThenInOneTurn(InboundEvent... events) {
        node.deliver("c", paused());
        node.takeTurns();
        for (InboundEvent event : events) {
            node.deliver("c", event);
        }
        cluster.settle();
    }

    @Test
    void pausingAPausedRunChangesNothing() {
        node.deliver("c", paused());
        cluster.settle();
        var accepted = node.deliver("c", paused());
        node.store("c", paused());
        node.lookForWork();
        cluster.settle();
        assertThat(accepted).isCompleted();

        node.deliver("c", unpaused());
        addAll();

        assertThat(cluster.run("c").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void resumingARunThatIsNotPausedChangesNothing() {
        node.deliver("c", unpaused());
        addAll();

        assertThat(cluster.text("c")).doesNotContain("unpaused: ");
        assertThat(cluster.run("c").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void runThatIsResumedWhileNobodyHasItGoesOnWhereItIsTakenUp() {
        node.deliver("c", paused());
        cluster.settle();
        node.deliver("c", add("a"));
        cluster.settle();
        node.crash();
        SteppedNode next = cluster.node();
        next.store("c", unpaused());

        next.lookForWork();
        cluster.settle();
        assertThat(cluster.run("c").status()).isEqualTo(WorkflowStatus.RUNNING);
        next.deliver("c", add("b"));
        next.deliver("c", add("c"));
        cluster.settle();

        assertThat(cluster.text("c")).endsWith("complete [\"a\",\"b\",\"c\"]");
    }

    @Test
    void runThatIsTerminatedWhileNobodyHasItEndsWhereItIsTakenUp() {
        node.deliver("c", paused());
        cluster.settle();
        node.crash();
        SteppedNode next = cluster.node();
        next.store("c", terminated("by hand"));

        next.lookForWork();
        cluster.settle();

        assertThat(cluster.run("c").status()).isEqualTo(WorkflowStatus.TERMINATED);
    }

    @Test
    void resumptionThatComesWhileTheCodeFailsIsNotForgotten() {
        node.deliver("c", paused());
        cluster.settle();
        node.runs().evictAll();
        cluster.settle();
        node.store().probe(new FailsOnce(StoreOperation.READ, new IllegalStateException("cannot be read")));
        node.deliver("c", unpaused());
        cluster.settle();
        node.deliver("c", unpaused());
        cluster.settle();

        cluster.time().advance(Duration.ofMinutes(1));
        addAll();

        assertThat(cluster.run("c").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void pauseAndResumptionThatComeWhileTheCodeFailsAreBothApplied() {
        node.runs().evictAll();
        cluster.settle();
        node.store().probe(new FailsOnce(StoreOperation.READ, new IllegalStateException("cannot be read")));
        node.deliver("c", add("a"));
        cluster.settle();
        node.deliver("c", paused());
        cluster.settle();
        node.deliver("c", add("b"));
        cluster.settle();
        node.deliver("c", unpaused());
        cluster.settle();
        node.deliver("c", add("c"));
        cluster.settle();

        cluster.time().advance(Duration.ofMinutes(1));
        cluster.settle();

        assertThat(cluster.text("c")).contains("paused: ", "unpaused: ").endsWith("complete [\"a\",\"b\",\"c\"]");
    }

    @Test
    void pauseWhoseCommitFailsIsTriedAgain() {
        node.store().probe(new FailsOnce(StoreOperation.COMMIT, new IllegalStateException("cannot be written")));

        node.deliver("c", paused());
        cluster.settle();
        cluster.time().advance(Duration.ofMinutes(1));
        node.deliver("c", paused());
        cluster.settle();

        assertThat(cluster.run("c").status()).isEqualTo(WorkflowStatus.PAUSED);
        assertThat(cluster.text("c")).containsExactly("started()", "paused: ");
    }

    @Test
    void signalAfterAResumptionThatCouldNotBeCommittedIsHeard() {
        node.deliver("c", paused());
        cluster.settle();
        node.store().probe(new FailsOnce(StoreOperation.COMMIT, new IllegalStateException("cannot be written")));
        node.deliver("c", unpaused());
        cluster.settle();

        node.deliver("c", add("a"));
        cluster.time().advance(Duration.ofMinutes(1));
        cluster.settle();
        node.deliver("c", unpaused());
        cluster.settle();
        node.deliver("c", add("b"));
        node.deliver("c", add("c"));
        cluster.settle();

        assertThat(cluster.text("c")).endsWith("complete [\"a\",\"b\",\"c\"]");
    }

    @Test
    void resumptionWhoseCommitHasAnUnknownOutcomeHappensOnce() {
        node.deliver("c", paused());
        cluster.settle();
        node.store().probe(new StoreProbe() {
            @Override
            public void afterCommit(List<TurnWrite> turns) {
                node.store().probe(StoreProbe.NONE);
                throw new StoreUnavailableException("The answer is lost.", true, null);
            }
        });

        node.deliver("c", unpaused());
        cluster.settle();
        cluster.time().advance(Duration.ofMinutes(1));
        addAll();

        assertThat(cluster.text("c")).containsOnlyOnce("unpaused: ").endsWith("complete [\"a\",\"b\",\"c\"]");
    }

    @Test
    void timerThatComesDueMeanwhileFiresWhenTheRunIsResumed() {
        node.begin("s", Sleeper.class);
        cluster.settle();
        node.deliver("s", paused());
        cluster.settle();

        cluster.time().advance(Duration.ofHours(2));
        cluster.settle();
        node.crash();
        SteppedNode next = cluster.node();
        next.lookForWork();
        cluster.settle();
        assertThat(cluster.text("s")).containsExactly("started()", "timer PT1H", "paused: ");
        next.deliver("s", unpaused());
        cluster.settle();

        assertThat(cluster.text("s")).endsWith("unpaused: ", "fired 2", "complete \"slept\"");
    }

    @Test
    void timeLimitEndsAPausedRun() {
        node.begin("s", Sleeper.class, new RunOptions(null, null, Duration.ofMinutes(10), null, Duration.ZERO));
        cluster.settle();
        node.deliver("s", paused());
        cluster.settle();
        node.deliver("s", cancelRequested("enough"));
        cluster.settle();

        cluster.time().advance(Duration.ofMinutes(10));
        cluster.settle();

        assertThat(cluster.text("s")).endsWith("paused: ", "cancel requested: enough", "run timed out: WORKFLOW_RUN");
    }

    private void addAll() {
        for (String word : List.of("a", "b", "c")) {
            node.deliver("c", add(word));
        }
        cluster.settle();
    }

    private static InboundEvent add(String word) {
        return SteppedCluster.signal("add", word);
    }

    /** The next operation of a kind fails. */
    private final class FailsOnce implements StoreProbe {

        private final StoreOperation failing;
        private final RuntimeException failure;

        FailsOnce(StoreOperation failing, RuntimeException failure) {
            this.failing = failing;
            this.failure = failure;
        }

        @Override
        public void before(StoreOperation operation) {
            if (operation == failing) {
                node.store().probe(StoreProbe.NONE);
                throw failure;
            }
        }
    }

    /** Collects three words. */
    @Workflow
    static class Collector {

        private final WorkflowContext workflow;
        private final List<String> words = new ArrayList<>();

        Collector(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public List<String> collect() {
            workflow.await(() -> words.size() == 3);
            return words;
        }

        @SignalMethod
        public void add(String word) {
            words.add(word);
        }
    }

    /** Sleeps for an hour. */
    @Workflow
    static class Sleeper {

        private final WorkflowContext workflow;

        Sleeper(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String sleep() {
            workflow.sleep(Duration.ofHours(1));
            return "slept";
        }
    }
}
