package dev.durable.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stopping node hands back attempts that have certainly not begun, so that they do not count. */
class ReleasedAttemptTests {

    @RegisterExtension
    private final ReplayFixture replay =
            new ReplayFixture().workflow(Once.class).executed(Work.class, () -> {});

    private final SteppedCluster cluster = new SteppedCluster(replay.services());
    private final SteppedNode node = cluster.node().startActivities();

    @Test
    void attemptIsReleased() {
        begin();

        node.stopActivities();
        cluster.settle();

        assertReleased();
    }

    @Test
    void attemptIsReleasedAlthoughACommitHasFailed() {
        begin();
        failNextCommit();

        node.stopActivities();
        cluster.settle();
        cluster.pass(Duration.ofMinutes(1));

        assertReleased();
    }

    @Test
    void attemptThatComesTooLateForTheNodeIsReleasedAlthoughACommitHasFailed() {
        node.begin("o", Once.class);
        node.takeTurns();
        node.stopActivities();
        node.commit();
        failNextCommit();
        cluster.settle();
        cluster.pass(Duration.ofMinutes(1));

        assertReleased();
    }

    private void begin() {
        node.begin("o", Once.class);
        cluster.settle();
    }

    private void failNextCommit() {
        node.store().probe(new StoreProbe() {
            private boolean failed;

            @Override
            public void beforeCommit(List<TurnWrite> turns) {
                if (!failed) {
                    failed = true;
                    throw new IllegalStateException("The row does not fit");
                }
            }
        });
    }

    private void assertReleased() {
        assertThat(cluster.store().activityTasks(cluster.run("o").runId()))
                .extracting(ActivityTaskState::stage)
                .containsExactly(Stage.RELEASED);
    }

    @Activity
    interface Work {

        void run();
    }

    @Workflow
    static class Once {

        private final Work work;

        Once(WorkflowContext workflow) {
            this.work = workflow.activity(Work.class, ActivityOptions.NONE.withRetry(RetryOptions.maximumAttempts(1)));
        }

        @WorkflowMethod
        public void run() {
            work.run();
        }
    }
}
