package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.StoppableCall;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.CanceledFailure;
import dev.durable.workflow.WorkflowContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Activities that the workflow has asked to stop. */
class CanceledActivityTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture().activity(Work.class).workflow(Impatient.class);

    @Test
    void canceledActivityFailsWithItsCancellation() {
        TestRun run = fixture.run(Impatient.class);
        run.start();
        assertThat(run.signal("enough")).containsExactly("cancel activity 2");

        assertThat(run.canceled(2, 1, "stopped after row 7"))
                .containsExactly("complete \"Work.run attempt 1 CANCEL_REQUESTED: stopped after row 7\"");
    }

    @Test
    void activityThatWasAskedToStopMayHaveAResult() {
        TestRun run = fixture.run(Impatient.class);
        run.start();
        run.signal("enough");

        assertThat(run.complete(2, "x")).containsExactly("complete \"x\"");
    }

    @Test
    void codeThatComesBackKnowsWhatItHasAskedToStop() {
        TestRun run = fixture.run(Impatient.class);
        run.start();
        assertThat(run.instance().activitiesAskedToStop()).isEmpty();
        run.signal("enough");
        assertThat(run.instance().activitiesAskedToStop()).containsExactly(2);

        run.evict();

        assertThat(run.instance().activitiesAskedToStop()).containsExactly(2);
        run.canceled(2, 0, "enough");
        assertThat(run.instance().activitiesAskedToStop()).isEmpty();
    }

    @Workflow
    static class Impatient {

        private final WorkflowContext workflow;
        private final Work work;
        private boolean enough;

        Impatient(WorkflowContext workflow) {
            this.workflow = workflow;
            this.work = workflow.activity(Work.class, StoppableCall.OPTIONS);
        }

        @WorkflowMethod
        public String run() {
            StoppableCall call = StoppableCall.of(workflow, () -> work.run("a"));
            workflow.await(() -> enough || call.result().isDone());
            if (!call.result().isDone()) {
                call.stop();
            }
            try {
                return call.result().get();
            } catch (ActivityFailure e) {
                return e.activityType() + " attempt " + e.attempt() + " " + e.retryState() + ": "
                        + ((CanceledFailure) e.getCause()).getMessage();
            }
        }

        @SignalMethod
        public void enough() {
            enough = true;
        }
    }
}
