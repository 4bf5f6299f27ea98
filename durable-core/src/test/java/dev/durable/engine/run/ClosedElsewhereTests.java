package dev.durable.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowStatus;
import dev.durable.history.WorkflowExecutionTerminated;
import dev.durable.workflow.WorkflowContext;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A node that has lost a run without knowing, and whose code of it is not in memory, while the new owner has closed the run: whoever asks it
 * for something is sent to the store, and is not told that all is well.
 */
class ClosedElsewhereTests extends OneSteppedNode {

    private UUID runId;

    ClosedElsewhereTests() {
        super(Counter.class);
    }

    @BeforeEach
    void runThatHasClosedElsewhere() {
        node.begin("c", Counter.class);
        cluster.settle();
        runId = cluster.run("c").runId();
        node.runs().evictAll();
        cluster.settle();
        node.loseOwnership();
        SteppedNode next = cluster.node();
        next.lookForWork();
        cluster.settle();
        next.deliver("c", SteppedCluster.signal("add", 3));
        cluster.settle();
        assertThat(cluster.run("c").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void signalIsNotAccepted() {
        CompletableFuture<Void> accepted = node.runs()
                .here()
                .deliver(runId, SteppedCluster.signal("add", 1))
                .orElseThrow();
        cluster.settle();

        assertThat(accepted)
                .failsWithin(0, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(RunGoneException.class);
        assertThat(node.runs().size()).isZero();
        assertThat(cluster.text("c")).noneMatch(text -> text.equals("signal add(1)"));
    }

    @Test
    void updateIsNotAccepted() {
        UpdateCall call = node.update("c", "addOne");
        cluster.settle();

        assertThat(call.accepted()).isCompletedExceptionally();
        assertThat(node.runs().size()).isZero();
        assertThat(cluster.store().failedAttempts(runId, 10)).isEmpty();
    }

    @Test
    void endFromOutsideIsNotAccepted() {
        CompletableFuture<Void> accepted = node.runs()
                .here()
                .deliver(
                        runId, new WorkflowExecutionTerminated(0, cluster.time().now(), "enough"))
                .orElseThrow();
        cluster.settle();

        assertThat(accepted).isCompletedExceptionally();
        assertThat(node.runs().size()).isZero();
        assertThat(cluster.run("c").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void storedMessagesThatItHearsOfDoNotBringItBack() {
        node.runs().messagesStored(runId);
        cluster.settle();

        assertThat(node.runs().size()).isZero();
        assertThat(cluster.text("c")).isEqualTo(List.of("started()", "signal add(3)", "complete 3"));
    }

    /** Counts to three. */
    @Workflow
    static class Counter {

        private final WorkflowContext workflow;
        private int count;

        Counter(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public int run() {
            workflow.await(() -> count >= 3);
            return count;
        }

        @SignalMethod
        public void add(int more) {
            count += more;
        }

        @UpdateMethod
        public int addOne() {
            return ++count;
        }
    }
}
