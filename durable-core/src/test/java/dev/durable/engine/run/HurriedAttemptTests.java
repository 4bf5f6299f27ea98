package dev.durable.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.history.WorkflowExecutionRetryRequested;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attempts that are to be made at once, although they wait for the end of a pause. */
class HurriedAttemptTests extends OneSteppedNode {

    private static final int ACTIVITY = 2;

    private int attempts;

    HurriedAttemptTests() {
        super(Asking.class);
        replay.executed(Work.class, () -> {
            attempts++;
            throw new IllegalStateException("not yet");
        });
    }

    @BeforeEach
    void firstAttemptHasFailed() {
        node.startActivities();
        node.begin("a", Asking.class);
        cluster.settle();
        node.execute();
        cluster.settle();
        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void beginsAtOnce() {
        askToTryNow();
        cluster.settle();
        node.execute();

        assertThat(attempts).isEqualTo(2);
    }

    @Test
    void isNotMadeAgainIfItBeginsAndEndsBeforeTheHurryIsCommitted() {
        askToTryNow();
        node.takeTurns();
        cluster.time().advance(Duration.ofSeconds(1));
        node.execute();
        assertThat(attempts).isEqualTo(2);

        node.commit();
        node.takeTurns();
        node.execute();
        cluster.settle();

        assertThat(attempts).isEqualTo(2);
        assertThat(cluster.store().activityTasks(cluster.run("a").runId()))
                .singleElement()
                .satisfies(state -> assertThat(state.attempt()).isEqualTo(3));
    }

    private void askToTryNow() {
        node.deliver("a", new WorkflowExecutionRetryRequested(0, cluster.time().now(), ACTIVITY));
    }

    @Activity
    interface Work {

        String run();
    }

    @Workflow
    static class Asking {

        private final Work work;

        Asking(WorkflowContext workflow) {
            this.work =
                    workflow.activity(Work.class, ActivityOptions.NONE.withStartToCloseTimeout(Duration.ofSeconds(10)));
        }

        @WorkflowMethod
        public String run() {
            return work.run();
        }
    }
}
