package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.workflow.Saga;
import dev.durable.workflow.SagaOptions;
import dev.durable.workflow.WorkflowContext;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SagaTests {

    private static final ApplicationFailure BROKEN = ApplicationFailure.of("broken", "Broken");

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture().activity(Work.class);

    @Test
    void compensationsRunInReverseOrder() {
        TestRun run = fixture.run(Compensates.class);

        assertThat(run.start(false, true)).containsExactly("schedule Work.run(\"undo 3\")");
        assertThat(run.complete(2, "")).containsExactly("schedule Work.run(\"undo 2\")");
        assertThat(run.complete(4, "")).containsExactly("schedule Work.run(\"undo 1\")");
        assertThat(run.complete(6, "")).containsExactly("complete \"compensated\"");
    }

    @Test
    void compensationGoesOnAfterAFailureAndThrowsItAtLastWithTheOthersSuppressed() {
        TestRun run = fixture.run(Compensates.class);
        run.start(false, true);

        assertThat(run.fail(2, BROKEN)).containsExactly("schedule Work.run(\"undo 2\")");
        assertThat(run.fail(4, BROKEN)).containsExactly("schedule Work.run(\"undo 1\")");
        assertThat(run.complete(6, "")).containsExactly("complete \"failed at 2, suppressed [4]\"");
    }

    @Test
    void compensationStopsAtAFailureIfToldSo() {
        TestRun run = fixture.run(Compensates.class);
        run.start(false, false);

        assertThat(run.fail(2, BROKEN)).containsExactly("complete \"failed at 2, suppressed []\"");
    }

    @Test
    void parallelCompensationsAllStartAtOnce() {
        TestRun run = fixture.run(Compensates.class);

        assertThat(run.start(true, false))
                .containsExactly(
                        "schedule Work.run(\"undo 3\")",
                        "schedule Work.run(\"undo 2\")",
                        "schedule Work.run(\"undo 1\")");
        assertThat(run.complete(3, "")).isEmpty();
        assertThat(run.complete(2, "")).isEmpty();
        assertThat(run.complete(4, "")).containsExactly("complete \"compensated\"");
    }

    @Test
    void parallelCompensationsAreAllWaitedForAlthoughOneFails() {
        TestRun run = fixture.run(Compensates.class);
        run.start(true, false);

        assertThat(run.fail(3, BROKEN)).isEmpty();
        assertThat(run.complete(4, "")).isEmpty();
        assertThat(run.complete(2, "")).containsExactly("complete \"failed at 3, suppressed []\"");
    }

    @Test
    void secondCompensateRunsOnlyWhatWasAddedSince() {
        TestRun run = fixture.run(CompensatesTwice.class);

        assertThat(run.start()).containsExactly("schedule Work.run(\"undo 1\")");
        assertThat(run.complete(2, "")).containsExactly("schedule Work.run(\"undo 2\")");
        assertThat(run.complete(4, "")).containsExactly("complete null");
    }

    @Workflow
    static class Compensates {

        private final WorkflowContext workflow;
        private final Work work;

        Compensates(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public String run(boolean parallel, boolean continueOnFailure) {
            Saga saga = workflow.newSaga(new SagaOptions(parallel, continueOnFailure));
            for (int i = 1; i <= 3; i++) {
                String compensation = "undo " + i;
                saga.addCompensation(() -> work.run(compensation));
            }
            try {
                saga.compensate();
                return "compensated";
            } catch (ActivityFailure e) {
                return "failed at " + e.scheduledEventId() + ", suppressed "
                        + Arrays.stream(e.getSuppressed())
                                .map(suppressed -> ((ActivityFailure) suppressed).scheduledEventId())
                                .toList();
            }
        }
    }

    @Workflow
    static class CompensatesTwice {

        private final WorkflowContext workflow;
        private final Work work;

        CompensatesTwice(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public void run() {
            Saga saga = workflow.newSaga();
            saga.addCompensation(() -> work.run("undo 1"));
            saga.compensate();
            saga.addCompensation(() -> work.run("undo 2"));
            saga.compensate();
            saga.compensate();
        }
    }
}
