package dev.durable.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.store.StoreUnavailableException;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * A node that has lost a run without knowing appends to its history before the new owner does, which the fence allows: the new owner takes up
 * what follows from that as soon as it sees it.
 */
class StrayTurnTests extends OneSteppedNode {

    private final List<String> executed = new ArrayList<>();

    StrayTurnTests() {
        super(Caller.class);
        replay.executed(Work.class, input -> {
            executed.add(input);
            return input + " done";
        });
    }

    @Test
    void activityThatItHasScheduledIsTakenUpWhenTheCodeComesBack() {
        node.begin("c", Caller.class);
        cluster.settle();
        node.loseOwnership();
        SteppedNode owner = cluster.node().startActivities();
        owner.lookForWork();
        cluster.settle();
        owner.runs().evictAll();
        cluster.settle();
        node.deliver("c", SteppedCluster.signal("call", "a"));
        cluster.settle();
        node.crash();

        owner.deliver("c", SteppedCluster.signal("call", "b"));
        cluster.settle();
        cluster.pass(Duration.ofMinutes(1));
        owner.execute();
        cluster.settle();
        owner.execute();
        cluster.settle();

        assertThat(executed).contains("a", "b");
        assertThat(cluster.run("c").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void answerToWhatItHasAskedForIsNotLost() {
        node.begin("c", Caller.class);
        cluster.settle();
        node.loseOwnership();
        SteppedNode owner = cluster.node();
        owner.lookForWork();
        cluster.settle();
        node.deliver("c", SteppedCluster.signal("call", "a"));
        cluster.settle();
        node.crash();
        owner.store(
                "c",
                new ActivityTaskCompleted(
                        0, Instant.EPOCH, 3, 1, new JacksonPayloadConverter().toPayload("a done by hand")));

        owner.lookForWork();
        cluster.settle();

        assertThat(cluster.text("c"))
                .containsExactly(
                        "started()",
                        "signal call(\"a\")",
                        "schedule Work.run(\"a\")",
                        "completed 3: \"a done by hand\"");
    }

    @Test
    void signalThatItAcceptsAfterItStoodStillIsTakenUpByTheOwnerWithoutAnotherCause() {
        SteppedNode owner = ownerAfterStandStill();
        CompletableFuture<Void> accepted = node.deliver("c", SteppedCluster.signal("call", "a"));
        cluster.settle();
        assertThat(accepted).isCompleted();
        assertThat(node.runs().size()).isZero();
        node.crash();

        owner.lookForWork();
        cluster.settle();
        cluster.pass(Duration.ofMinutes(1));
        owner.execute();
        cluster.settle();

        assertThat(executed).containsExactly("a");
        assertThat(cluster.run("c").owner()).isEqualTo(owner.nodeId());
    }

    @Test
    void signalIsNotAcceptedBeforeTheOwnerCanBeTold() {
        SteppedNode owner = ownerAfterStandStill();
        node.store().probe(failing(StoreOperation.FREE_RUNS));
        CompletableFuture<Void> accepted = node.deliver("c", SteppedCluster.signal("call", "a"));
        cluster.settle();
        assertThat(accepted).isNotDone();
        assertThat(cluster.text("c")).contains("signal call(\"a\")");

        node.store().probe(StoreProbe.NONE);
        cluster.pass(Duration.ofSeconds(1));

        assertThat(accepted).isCompleted();
        owner.lookForWork();
        cluster.settle();
        assertThat(cluster.text("c")).containsSubsequence("signal call(\"a\")", "schedule Work.run(\"a\")");
    }

    @Test
    void nodeWhoseLeaseIsInDoubtGoesOnWithRunsThatAreStillItsOwn() {
        node.begin("c", Caller.class);
        cluster.settle();
        node.doubtLease();

        CompletableFuture<Void> accepted = node.deliver("c", SteppedCluster.signal("call", "a"));
        cluster.settle();

        assertThat(accepted).isCompleted();
        assertThat(node.runs().size()).isOne();
        assertThat(cluster.run("c").owner()).isEqualTo(node.nodeId());
    }

    @Test
    void runThatWasFreeForAWhileIsLookedAtAnewEvenIfItsCodeIsNotInMemory() {
        node.begin("c", Caller.class);
        cluster.settle();
        node.runs().evictAll();
        cluster.settle();
        node.store("c", SteppedCluster.signal("call", "a"));
        cluster.store().freeRun(cluster.run("c").runId());

        node.lookForWork();
        cluster.settle();

        assertThat(cluster.text("c")).containsSubsequence("signal call(\"a\")", "schedule Work.run(\"a\")");
    }

    /** The node that has taken over while the other stood still. */
    private SteppedNode ownerAfterStandStill() {
        node.begin("c", Caller.class);
        cluster.settle();
        node.loseOwnership();
        node.doubtLease();
        SteppedNode owner = cluster.node().startActivities();
        owner.lookForWork();
        cluster.settle();
        return owner;
    }

    private static StoreProbe failing(StoreOperation failing) {
        return new StoreProbe() {
            @Override
            public void before(StoreOperation operation) {
                if (operation == failing) {
                    throw new StoreUnavailableException("The database is away", false, null);
                }
            }
        };
    }

    /** Does something. */
    @Activity(retry = @Retry(initialInterval = "1s"))
    interface Work {

        String run(String input);
    }

    /** Calls what two signals say. */
    @Workflow
    static class Caller {

        private final WorkflowContext workflow;
        private final Work work;
        private final List<String> wanted = new ArrayList<>();

        Caller(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public String run() {
            String results = "";
            for (int i = 0; i < 2; i++) {
                int next = i;
                workflow.await(() -> wanted.size() > next);
                results += work.run(wanted.get(i));
            }
            return results;
        }

        @SignalMethod
        public void call(String input) {
            wanted.add(input);
        }
    }
}
