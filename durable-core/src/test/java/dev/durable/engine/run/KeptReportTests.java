package dev.durable.engine.run;

import static dev.durable.engine.testing.Happenings.paused;
import static dev.durable.engine.testing.Happenings.unpaused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.history.ActivityTaskReported;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes from outside about activities while their run gets nothing: it is accepted, and counts from then on. */
class KeptReportTests extends OneSteppedNode {

    private Runnable meanwhile = () -> {};
    private int attempts;

    @RegisterExtension
    private final ReplayFixture changed = new ReplayFixture().workflow(Changed.class);

    KeptReportTests() {
        super(Asking.class);
        replay.executed(Asking.Work.class, () -> {
            attempts++;
            meanwhile.run();
            throw new IllegalStateException("too late");
        });
    }

    @BeforeEach
    void nodeWithActivities() {
        node.startActivities();
    }

    @Test
    void activityThatIsReportedAsCompletedIsNotTriedAgainWhileItsRunIsPaused() {
        whileAnAttemptOfThePausedRunRuns(() -> {
            assertThat(node.deliver("a", completed())).isNotDone();
            cluster.settle();
        });

        assertThat(attempts).isEqualTo(1);
        assertCompletesWhenItGoesOn();
    }

    @Test
    void reportThatCameThroughTheStoreStopsFurtherAttempts() {
        whileAnAttemptOfThePausedRunRuns(() -> {
            node.store("a", completed());
            node.lookForWork();
            cluster.settle();
        });

        assertThat(attempts).isEqualTo(1);
        assertCompletesWhenItGoesOn();
    }

    @Test
    void attemptThatNobodyReportsIsRepeatedAlthoughTheRunIsPaused() {
        whileAnAttemptOfThePausedRunRuns(() -> {});

        assertThat(attempts).isGreaterThan(1);
    }

    @Test
    void signOfLifeIsAcceptedWhereTheCodeCannotBeHad() {
        node.begin("a", Asking.class);
        cluster.settle();
        node.loseOwnership();
        SteppedNode broken = cluster.node(changed.services());
        broken.lookForWork();
        broken.settle();

        CompletableFuture<Void> accepted = broken.deliver(
                "a", ActivityTaskReported.heartbeat(cluster.time().now(), 2, 1, null));
        broken.settle();

        assertThat(accepted).isCompleted();
    }

    private void whileAnAttemptOfThePausedRunRuns(Runnable action) {
        node.begin("a", Asking.class);
        cluster.settle();
        meanwhile = () -> {
            meanwhile = () -> {};
            node.deliver("a", paused());
            cluster.settle();
            action.run();
            cluster.pass(Duration.ofMinutes(1));
        };
        node.execute();
        cluster.pass(Duration.ofMinutes(1));
        node.execute();
        cluster.settle();
    }

    private void assertCompletesWhenItGoesOn() {
        node.deliver("a", unpaused());
        cluster.settle();

        assertThat(cluster.run("a").status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    private ActivityTaskReported completed() {
        return ActivityTaskReported.completed(
                cluster.time().now(), 2, 1, replay.services().payloads().toPayload("done"));
    }

    /** Does something else than what is recorded of the other. */
    @Workflow(name = "Asking")
    static class Changed {

        private final WorkflowContext workflow;

        Changed(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.sleep(Duration.ofDays(1));
            return "slept";
        }
    }
}
