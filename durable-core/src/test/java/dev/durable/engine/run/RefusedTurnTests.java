package dev.durable.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskReported;
import dev.durable.payload.Payload;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreConflictException.Kind;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Turns that the store refuses again and again, as when a table is missing. */
class RefusedTurnTests extends OneSteppedNode {

    private static final int BEYOND_THE_HISTORY = 99;

    private int refused;

    RefusedTurnTests() {
        super(Nap.class, Asking.class);
        replay.executed(Work.class, () -> "done");
    }

    @Test
    void turnIsTriedAgainLessAndLessOftenUntilItIsStored() {
        node.begin("n", Nap.class);
        cluster.settle();
        refuseEach(new DurableException(ErrorCode.STORE_FAILED, "There is no such table."));

        cluster.pass(Duration.ofMinutes(1));
        assertThat(refused).isEqualTo(1);
        cluster.pass(Duration.ofSeconds(1));
        assertThat(refused).isEqualTo(2);
        cluster.pass(Duration.ofSeconds(1));
        assertThat(refused).isEqualTo(2);
        cluster.pass(Duration.ofSeconds(1));
        assertThat(refused).isEqualTo(3);

        node.store().probe(StoreProbe.NONE);
        cluster.pass(Duration.ofSeconds(4));
        assertThat(cluster.run("n").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void turnThatCollidesAgainAndAgainIsNotTriedWithoutAPause() {
        node.begin("n", Nap.class);
        cluster.settle();
        refuseEach(new StoreConflictException(Kind.OWNERSHIP_LOST, "Somebody else was faster.", null));

        cluster.pass(Duration.ofMinutes(1));
        int atOnce = refused;
        assertThat(atOnce).isBetween(2, 20);
        cluster.pass(Duration.ofMillis(500));
        assertThat(refused).isEqualTo(atOnce);
        cluster.pass(Duration.ofMillis(500));
        assertThat(refused).isGreaterThan(atOnce);

        node.store().probe(StoreProbe.NONE);
        cluster.pass(Duration.ofSeconds(4));
        assertThat(cluster.run("n").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    /** The report had taken the attempt back before, so that its end is what counts. */
    @Test
    void attemptWhoseReportIsRefusedWithTheTurnMayBeClaimedAgain() {
        node.startActivities();
        node.begin("a", Asking.class);
        cluster.settle();
        node.failNextCommit(new DurableException(ErrorCode.STORE_FAILED, "The result is too long."));

        CompletableFuture<Void> accepted = node.deliver("a", completed());
        cluster.settle();
        cluster.pass(Duration.ofSeconds(2));

        assertThat(accepted).isCompletedExceptionally();
        assertThat(node.store().activityTasks(cluster.run("a").runId()))
                .singleElement()
                .satisfies(task -> assertThat(task.stage()).isEqualTo(ActivityTaskState.Stage.ROUTED));
        node.deliver("a", completed());
        cluster.settle();
        assertThat(cluster.run("a").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void turnThatMessagesPrecedeIsTriedAtOnceHoweverOftenThatHappens() {
        node.begin("n", Nap.class);
        cluster.settle();
        node.store().probe(new StoreProbe() {
            @Override
            public void beforeCommit(List<TurnWrite> turns) {
                if (++refused <= 30) {
                    throw new StoreConflictException(Kind.MESSAGES_PENDING, "Messages have come.", null);
                }
            }
        });

        cluster.pass(Duration.ofMinutes(1));

        assertThat(cluster.run("n").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void turnThatCollidesAsItIsMadeIsNotTriedWithoutAPause() {
        node.begin("n", Nap.class);
        cluster.settle();

        node.store("n", new ActivityTaskCompleted(0, cluster.time().now(), BEYOND_THE_HISTORY, 1, Payload.NULL));
        node.lookForWork();
        cluster.settle();

        assertThat(cluster.run("n").pendingMessages()).isEqualTo(1);
    }

    private void refuseEach(RuntimeException reason) {
        node.store().probe(new StoreProbe() {
            @Override
            public void beforeCommit(List<TurnWrite> turns) {
                refused++;
                throw reason;
            }
        });
    }

    private ActivityTaskReported completed() {
        return ActivityTaskReported.completed(
                cluster.time().now(), 2, 1, replay.services().payloads().toPayload("done"));
    }

    @Activity
    interface Work {

        String run();
    }

    /** Waits for an activity of another queue. */
    @Workflow
    static class Asking {

        private final Work work;

        Asking(WorkflowContext workflow) {
            this.work = workflow.activity(Work.class, ActivityOptions.NONE.withTaskQueue("elsewhere"));
        }

        @WorkflowMethod
        public String run() {
            return work.run();
        }
    }

    /** Sleeps for a minute. */
    @Workflow
    static class Nap {

        private final WorkflowContext workflow;

        Nap(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void sleep() {
            workflow.sleep(Duration.ofMinutes(1));
        }
    }
}
