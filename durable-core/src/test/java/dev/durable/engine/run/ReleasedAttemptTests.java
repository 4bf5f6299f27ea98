package dev.durable.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stopping node hands back attempts that have certainly not begun, so that they do not count. */
class ReleasedAttemptTests extends OneSteppedNode {

    ReleasedAttemptTests() {
        super(Once.class);
        replay.executed(Work.class, () -> {});
    }

    @BeforeEach
    void nodeWithActivities() {
        node.startActivities();
    }

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
        node.failNextCommit(new IllegalStateException("The row does not fit"));

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
        node.failNextCommit(new IllegalStateException("The row does not fit"));
        cluster.settle();
        cluster.pass(Duration.ofMinutes(1));

        assertReleased();
    }

    private void begin() {
        node.begin("o", Once.class);
        cluster.settle();
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
