package dev.durable.engine.run;

import static dev.durable.engine.testing.Happenings.cancelRequested;
import static dev.durable.engine.testing.Happenings.terminated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.RetryPolicy;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowStatus;
import dev.durable.history.EventText;
import dev.durable.history.InboundEvent;
import dev.durable.history.RunOptions;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.store.StoredRun;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How runs end when something else happens at the same moment. */
class RunEndTests extends OneSteppedNode {

    RunEndTests() {
        super(Echo.class, Relay.class, Fails.class);
    }

    @Test
    void terminationThatComesDuringACommitEndsTheRunAfterIt() {
        node.begin("e", Echo.class);
        cluster.settle();
        node.deliver("e", say("noted"));
        node.takeTurns();
        node.deliver("e", terminated("by hand"));

        cluster.settle();

        assertThat(cluster.text("e")).containsExactly("started()", "signal say(\"noted\")", "terminated: by hand");
    }

    @Test
    void terminationThatComesDuringTheCommitOfTheEndIsTooLate() {
        node.begin("e", Echo.class);
        cluster.settle();
        node.deliver("e", say("end"));
        node.takeTurns();
        CompletableFuture<Void> late = node.deliver("e", terminated("by hand"));

        cluster.settle();

        assertThat(cluster.text("e")).endsWith("signal say(\"end\")", "complete \"end\"");
        assertThat(late).isCompletedExceptionally();
    }

    @Test
    void terminationInTheTurnOfTheEndIsTooLate() {
        node.begin("e", Echo.class);
        cluster.settle();
        node.deliver("e", say("end"));
        node.deliver("e", terminated("by hand"));

        cluster.settle();

        assertThat(cluster.text("e")).endsWith("signal say(\"end\")", "complete \"end\"");
    }

    @Test
    void cancellationInTheTurnOfTheEndIsTooLate() {
        node.begin("e", Echo.class);
        cluster.settle();
        node.deliver("e", say("end"));
        CompletableFuture<Void> late = node.deliver("e", cancelRequested("enough"));

        cluster.settle();

        assertThat(cluster.text("e")).endsWith("signal say(\"end\")", "complete \"end\"");
        assertThat(late).isCompletedExceptionally();
    }

    @Test
    void cancellationThatWasStoredBeforeTheEndIsRecorded() {
        node.begin("e", Echo.class);
        cluster.settle();
        node.store("e", cancelRequested("enough"));
        node.deliver("e", say("end"));

        cluster.settle();

        assertThat(cluster.text("e")).containsExactly("started()", "cancel requested: enough", "canceled: enough");
    }

    @Test
    void signalThatWasStoredBeforeTheTerminationIsDeliveredFirst() {
        node.begin("e", Echo.class);
        cluster.settle();
        node.store("e", say("noted"));
        node.deliver("e", terminated("by hand"));

        cluster.settle();

        assertThat(cluster.text("e")).containsExactly("started()", "signal say(\"noted\")", "terminated: by hand");
    }

    @Test
    void signalThatWasStoredBeforeTheTerminationMayEndTheRunItself() {
        node.begin("e", Echo.class);
        cluster.settle();
        node.store("e", say("end"));
        node.store("e", terminated("by hand"));
        node.lookForWork();

        cluster.settle();

        assertThat(cluster.text("e")).containsExactly("started()", "signal say(\"end\")", "complete \"end\"");
    }

    @Test
    void runWhoseCodeFailsEndsWithItsMessagesUnheard() {
        node.begin("e", Echo.class);
        cluster.settle();
        node.deliver("e", say("fail"));
        cluster.settle();
        node.deliver("e", say("noted"));
        node.store("e", cancelRequested("enough"));
        node.deliver("e", terminated("by hand"));

        cluster.settle();

        assertThat(cluster.text("e"))
                .startsWith("started()")
                .contains("signal say(\"fail\")", "signal say(\"noted\")", "cancel requested: enough")
                .endsWith("terminated: by hand");
    }

    @Test
    void runWhoseCodeFailsIsTerminatedByAMessage() {
        node.begin("e", Echo.class);
        cluster.settle();
        node.deliver("e", say("fail"));
        node.store("e", terminated("by hand"));

        cluster.settle();
        node.lookForWork();
        cluster.settle();

        assertThat(cluster.run("e").status()).isEqualTo(WorkflowStatus.TERMINATED);
    }

    @Test
    void runWhoseCodeFailsTimesOut() {
        node.begin("e", Echo.class, new RunOptions(null, null, Duration.ofMinutes(1), null, Duration.ZERO));
        cluster.settle();
        node.deliver("e", say("fail"));
        cluster.settle();

        for (int i = 0; i < 60; i++) {
            cluster.time().advance(Duration.ofSeconds(1));
            cluster.settle();
        }

        assertThat(cluster.text("e")).endsWith("signal say(\"fail\")", "run timed out: WORKFLOW_RUN");
    }

    @Test
    void messagesThatAreNotHandledGoOverToTheNextRun() {
        node.begin("r", Relay.class, 3);
        cluster.settle();
        for (String word : List.of("a", "b", "c")) {
            node.store("r", say(word));
        }
        node.lookForWork();
        settleAndLook();

        assertThat(cluster.texts("r"))
                .containsExactly(
                        List.of("started(3)", "signal say(\"a\")", "continue as new Relay(2)"),
                        List.of("started(2)", "signal say(\"b\")", "continue as new Relay(1)"),
                        List.of("started(1)", "signal say(\"c\")", "continue as new Relay(0)"),
                        List.of("started(0)", "complete \"done\""));
    }

    @Test
    void messageThatComesDuringTheCommitOfTheEndGoesOverToTheNextRun() {
        node.begin("r", Relay.class, 2);
        cluster.settle();
        node.deliver("r", say("a"));
        node.takeTurns();
        node.store("r", say("b"));

        settleAndLook();

        assertThat(cluster.texts("r"))
                .containsExactly(
                        List.of("started(2)", "signal say(\"a\")", "continue as new Relay(1)"),
                        List.of("started(1)", "signal say(\"b\")", "continue as new Relay(0)"),
                        List.of("started(0)", "complete \"done\""));
    }

    @Test
    void messageThatARunOfFailingCodeHasKeptGoesOverWhenItIsRepeated() {
        RetryPolicy policy = RetryPolicy.DEFAULT;
        node.begin("f", Fails.class, new RunOptions(null, null, Duration.ofMinutes(1), policy, Duration.ZERO));
        cluster.settle();
        node.deliver("f", say("a"));
        node.deliver("f", say("b"));
        cluster.settle();

        cluster.time().advance(Duration.ofMinutes(1));
        settleAndLook();
        cluster.time().advance(Duration.ofSeconds(2));
        settleAndLook();

        List<StoredRun> runs = cluster.runs("f");
        assertThat(runs).hasSize(2);
        assertThat(cluster.store().messages(runs.get(0).runId())).isEmpty();
        assertThat(EventText.of(cluster.store().history(runs.get(0).runId(), 0)))
                .containsExactly("started()", "run timed out: WORKFLOW_RUN");
        assertThat(cluster.store().messages(runs.get(1).runId()))
                .filteredOn(message -> message.event() instanceof WorkflowExecutionSignaled)
                .hasSize(2);
    }

    private void settleAndLook() {
        cluster.settle();
        for (int i = 0; i < 10; i++) {
            node.lookForWork();
            cluster.settle();
        }
    }

    private static InboundEvent say(String word) {
        return SteppedCluster.signal("say", word);
    }

    /** Ends when it hears "end", and fails when it hears "fail". */
    @Workflow
    static class Echo {

        private final WorkflowContext workflow;
        private String last = "";

        Echo(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.await(() -> last.equals("end"));
            return last;
        }

        @SignalMethod
        public void say(String word) {
            if (word.equals("fail")) {
                throw new IllegalStateException("a bug");
            }
            last = word;
        }
    }

    /** A run for each word. */
    @Workflow
    static class Relay {

        private final WorkflowContext workflow;
        private final Deque<String> words = new ArrayDeque<>();

        Relay(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(int rest) {
            if (rest == 0) {
                return "done";
            }
            workflow.await(() -> !words.isEmpty());
            throw workflow.continueAsNew(Relay.class, w -> w.run(rest - 1));
        }

        @SignalMethod
        public void say(String word) {
            words.add(word);
        }
    }

    /** Has a handler with a bug. */
    @Workflow
    static class Fails {

        private final WorkflowContext workflow;

        Fails(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> false);
        }

        @SignalMethod
        public void say(String word) {
            throw new IllegalStateException("a bug with " + word);
        }
    }
}
