package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.EngineSettings.HistorySettings;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.WorkflowContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Histories that become long. */
public interface HistoryLengthScenarios extends EngineScenarios {

    /** Counts what was done, over all runs. */
    SearchAttributeKey<Long> TOTAL = SearchAttributeKey.longKey("total");

    @Test
    default void workflowGoesOnAsANewRunWhenItIsToldToAndItsFactsGoWithIt() {
        TestEngine engine = engine(new HistorySettings(8, 1_000_000, 1_000));
        engine.client().newWorkflow(Counter.class).id("counter").start(w -> w.run(0));
        String firstRun = engines().run("counter").runId().toString();

        for (int i = 0; i < 12; i++) {
            engine.workflow(Counter.class, "counter").signal(Counter::count);
        }
        engines()
                .until(() -> engine.workflow("counter")
                                .describe()
                                .memo()
                                .get("counted by", String.class)
                                .isPresent()
                        && !engines().run("counter").runId().toString().equals(firstRun));
        engine.workflow(Counter.class, "counter").signal(Counter::stop);

        assertThat(engine.workflow("counter").result(Long.class, EngineFixture.PATIENCE))
                .isEqualTo(12L);
        assertThat(engine.workflow("counter")
                        .describe()
                        .summary()
                        .searchAttributes()
                        .get(TOTAL))
                .hasValue(12L);
        assertThat(engines().allRuns()).hasSizeGreaterThan(1);
    }

    @Test
    default void runThatIsTooLongIsStoppedAndKeepsWhatComesUntilTheLimitIsRaised() {
        TestEngine strict = engine(new HistorySettings(5, 1_000_000, 5));
        WorkflowHandle<Object> handle =
                strict.client().newWorkflow("Deaf").id("deaf").start();
        for (int i = 0; i < 6; i++) {
            strict.workflow("deaf").signal("note");
        }
        engines().untilInFastTime(() -> !handle.describe().failedAttempts().isEmpty());

        assertThat(handle.describe().summary().status()).isEqualTo(WorkflowStatus.RUNNING);
        assertThat(handle.describe().historyLength()).isBetween(5, 6);
        assertThat(handle.describe().failedAttempts().get(0).failure().message())
                .contains("DUR-3021")
                .contains("5 are allowed");
        strict.stop();
        engine(new HistorySettings(100, 1_000_000, 100));

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo(6);
        engines().notReplaying("Deaf");
    }

    @Test
    default void runThatIsTooLongCanBeTerminated() {
        TestEngine strict = engine(new HistorySettings(3, 1_000_000, 3));
        WorkflowHandle<Object> handle =
                strict.client().newWorkflow("Deaf").id("deaf").start();
        for (int i = 0; i < 4; i++) {
            strict.workflow("deaf").signal("note");
        }
        engines().untilInFastTime(() -> !handle.describe().failedAttempts().isEmpty());

        strict.workflow("deaf").terminate("too long");

        engines().untilInFastTime(() -> handle.describe().summary().status() == WorkflowStatus.TERMINATED);
    }

    private TestEngine engine(HistorySettings history) {
        return engines()
                .engine()
                .workflow(Counter.class, Deaf.class)
                .history(history)
                .start();
    }

    @Workflow
    class Counter {

        private final WorkflowContext workflow;
        private long total;
        private boolean stopped;

        Counter(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public long run(long before) {
            total += before;
            workflow.await(() -> stopped || workflow.isContinueAsNewSuggested());
            if (!stopped) {
                workflow.upsertMemo(Map.of("counted by", workflow.info().runId().toString()));
                throw workflow.continueAsNew(Counter.class, w -> w.run(total));
            }
            return total;
        }

        @SignalMethod
        public void count() {
            total++;
            workflow.upsertSearchAttributes(SearchAttributes.of(TOTAL, total));
        }

        @SignalMethod
        public void stop() {
            stopped = true;
        }
    }

    @Workflow
    class Deaf {

        private final WorkflowContext workflow;
        private int noted;

        Deaf(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public int run() {
            workflow.await(() -> noted == 6);
            return noted;
        }

        @SignalMethod
        public void note() {
            noted++;
        }
    }
}
