package dev.durable.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.history.WorkflowExecutionRetryRequested;
import dev.durable.store.ActivityTaskState.Stage;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attempts that are to be made at once, although they wait for the end of a pause. */
class HurriedAttemptTests extends OneSteppedNode {

    private static final int ACTIVITY = 2;

    private int attempts;

    HurriedAttemptTests() {
        super(Asking.class);
        replay.executed(Asking.Work.class, () -> {
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

    @Test
    void isDueAtOnceAlsoIfTheNodeStopsBeforeItBegins() {
        askToTryNow();
        node.takeTurns();
        node.stopActivities();
        cluster.settle();

        assertThat(cluster.store().activityTasks(cluster.run("a").runId()))
                .singleElement()
                .satisfies(state -> {
                    assertThat(state.stage()).isEqualTo(Stage.RELEASED);
                    assertThat(state.at()).isBeforeOrEqualTo(cluster.time().now());
                });
    }

    private void askToTryNow() {
        node.deliver("a", new WorkflowExecutionRetryRequested(0, cluster.time().now(), ACTIVITY));
    }
}
