package dev.durable.engine.run;

import static dev.durable.engine.testing.Happenings.paused;
import static dev.durable.engine.testing.Happenings.unpaused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Activity;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreUnavailableException;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Code that leaves memory by accident while it waits for local activities, which live and die with it: it comes back by itself and calls
 * them again, since nothing else would.
 */
class DroppedCodeTests extends OneSteppedNode {

    private final List<String> executed = new ArrayList<>();

    DroppedCodeTests() {
        super(Caller.class);
        replay.executed(Work.class, input -> {
            executed.add(input);
            return input + " done";
        });
    }

    @BeforeEach
    void runThatCallsLocally() {
        node.startActivities();
        node.begin("c", Caller.class);
        cluster.settle();
    }

    @Test
    void callIsExecutedAndItsResultRecorded() {
        assertCompletesAfterOneExecution();
    }

    @Test
    void updateWhoseHandlerFailsStopsNothing() {
        assertThat(node.update("c", "fail").accepted()).isNotDone();
        cluster.settle();

        assertCompletesAfterOneExecution();
    }

    @Test
    void commitThatFailsWithAResultIsMadeUpFor() {
        node.failNextCommit(new IllegalStateException("The row does not fit"));
        node.execute();
        cluster.settle();
        cluster.pass(Duration.ofMinutes(1));

        node.execute();
        cluster.settle();

        assertThat(executed).containsExactly("a", "a");
        assertThat(cluster.run("c").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void outageAfterAConflictIsMadeUpFor() {
        node.failNextCommit(
                new StoreConflictException(StoreConflictException.Kind.OWNERSHIP_LOST, "Somebody else.", null));
        node.execute();
        node.takeTurns();
        node.commit();
        failRead(2);
        node.takeTurns();
        cluster.pass(Duration.ofMinutes(1));

        node.execute();
        cluster.settle();

        assertThat(cluster.run("c").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void outageWhileTheEndIsMadeIsMadeUpFor() {
        node.deliver("c", new WorkflowExecutionSignaled(0, cluster.time().now(), "unknown", List.of()));
        cluster.settle();
        failRead(1);
        node.execute();
        cluster.settle();
        cluster.pass(Duration.ofMinutes(1));

        node.execute();
        cluster.settle();

        assertThat(cluster.run("c").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void codeThatIsToLeaveAsSoonAsItHasComeStays() {
        node.crash();
        SteppedNode next = cluster.node().startActivities();
        next.lookForWork();
        next.runs().evictAll();
        next.settle();

        next.execute();
        cluster.settle();

        assertThat(cluster.run("c").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void resultWaitsForAPausedRunToGoOn() {
        node.deliver("c", paused());
        cluster.settle();
        node.execute();
        cluster.settle();
        assertThat(cluster.run("c").status()).isEqualTo(WorkflowStatus.PAUSED);

        node.deliver("c", unpaused());
        cluster.settle();

        assertThat(executed).containsExactly("a");
        assertThat(cluster.run("c").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    private void assertCompletesAfterOneExecution() {
        node.execute();
        cluster.settle();

        assertThat(executed).containsExactly("a");
        assertThat(cluster.text("c")).endsWith("complete \"a done\"");
    }

    /** Lets one read fail, counted from now and from 1. */
    private void failRead(int which) {
        node.store().probe(new StoreProbe() {
            private int reads;

            @Override
            public void before(StoreOperation operation) {
                if (operation == StoreOperation.READ && ++reads == which) {
                    throw new StoreUnavailableException("Down.", false, null);
                }
            }
        });
    }

    @Activity
    interface Work {

        String run(String input);
    }

    @Workflow
    static class Caller {

        private final WorkflowContext workflow;

        Caller(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            return workflow.localActivity(Work.class).run("a");
        }

        @SignalMethod
        public void ignore() {}

        @UpdateMethod
        public void fail() {
            throw new IllegalStateException("a bug");
        }
    }
}
