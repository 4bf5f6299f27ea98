package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.workflow.WorkflowContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What workflow code learns of the length of its history. */
class HistoryGrowthTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture().thresholds(new HistoryThresholds(5, 3_000));

    @Test
    void lengthIsThatOfTheEventThatIsApplied() {
        TestRun run = started();

        run.signal("grow", "");
        run.signal("grow", "");

        assertThat(run.query("length", Integer.class)).isEqualTo(3);
        assertThat(run.evict().query("length", Integer.class)).isEqualTo(3);
    }

    @Test
    void sizeGrowsWithPayloads() {
        TestRun run = started();
        long before = run.query("size", Long.class);

        run.signal("grow", "x".repeat(1_000));

        assertThat(run.query("size", Long.class)).isBetween(before + 1_000, before + 1_500);
        assertThat(run.evict().query("size", Long.class)).isBetween(before + 1_000, before + 1_500);
    }

    @Test
    void longHistoryIsRecordedAsAReasonToGoOnAsANewRun() {
        TestRun run = started();
        run.signal("grow", "");
        run.signal("grow", "");
        assertThat(run.query("suggested", Boolean.class)).isFalse();
        run.signal("grow", "");

        assertThat(run.signal("grow", "")).containsExactly("continue as new suggested", "complete \"at 5\"");
    }

    @Test
    void largeHistoryIsToo() {
        TestRun run = started();

        assertThat(run.signal("grow", "x".repeat(3_000)))
                .containsExactly("continue as new suggested", "complete \"at 2\"");
    }

    @Test
    void suggestionStaysWhereItWasRecordedWhateverTheThresholdIsNow() {
        HistoryBuilder early = HistoryBuilder.started("Entity").signal("note").continueAsNewSuggested();
        HistoryBuilder late = HistoryBuilder.started("Entity")
                .signal("note")
                .signal("note")
                .signal("note")
                .signal("note")
                .signal("note");

        WorkflowInstance suggestedEarly = fixture.workflow(Entity.class)
                .replay(early.workflowCompleted("at 2").build());
        TestRun notSuggestedYet = fixture.resume(Entity.class, late);

        assertThat(suggestedEarly.isClosed()).isTrue();
        assertThat(notSuggestedYet.query("suggested", Boolean.class)).isFalse();
        assertThat(notSuggestedYet.signal("note")).containsExactly("continue as new suggested", "complete \"at 7\"");
    }

    @Test
    void suggestionIsMadeOnce() {
        TestRun run = fixture.run(Deaf.class);
        run.start();
        List<String> answers = run.signal("note");
        for (int i = 0; i < 5; i++) {
            answers = run.signal("note");
            run.evict();
        }

        assertThat(answers).isEmpty();
        assertThat(run.history()).hasSize(8);
        assertThat(run.query("suggested", Boolean.class)).isTrue();
    }

    private TestRun started() {
        TestRun run = fixture.run(Entity.class);
        run.start();
        return run;
    }

    @Workflow
    static class Entity {

        private final WorkflowContext workflow;

        Entity(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.await(workflow::isContinueAsNewSuggested);
            return "at " + workflow.historyLength();
        }

        @SignalMethod
        public void grow(String data) {}

        @SignalMethod
        public void note() {}

        @QueryMethod
        public int length() {
            return workflow.historyLength();
        }

        @QueryMethod
        public long size() {
            return workflow.historySize();
        }

        @QueryMethod
        public boolean suggested() {
            return workflow.isContinueAsNewSuggested();
        }
    }

    @Workflow
    static class Deaf {

        private final WorkflowContext workflow;

        Deaf(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> false);
        }

        @SignalMethod
        public void note() {}

        @QueryMethod
        public boolean suggested() {
            return workflow.isContinueAsNewSuggested();
        }
    }
}
