package dev.durable.engine.determinism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestEngineBuilder;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The replay of open runs before an engine starts. */
class OpenRunReplaysTests {

    @RegisterExtension
    private final EngineFixture engines = new EngineFixture(
                    () -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()))
            .notReplaying("Nap");

    @Test
    void codeThatTakesTheSamePathsStarts() {
        openRuns(2);

        TestEngine engine = engine(Nap.class, DeterminismMode.FAIL, 10).start();

        assertThat(engine.engine().isRunning()).isTrue();
    }

    @Test
    void codeThatTakesAnotherPathFailsTheStartBeforeAnythingIsClaimed() {
        openRuns(2);
        TestEngine engine = engine(Sleepless.class, DeterminismMode.FAIL, 10).build();

        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(engine::start)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.OPEN_RUNS_NOT_REPLAYABLE))
                .withMessageContaining("2 of the 2 newest open runs")
                .withMessageContaining("Nap 'nap-1', run ")
                .withMessageContaining("DUR-3001")
                .withMessageContaining("TimerStarted");

        assertThat(engine.engine().isRunning()).isFalse();
        assertThat(engines.run("nap-1").owner()).isNull();
        assertThat(engines.history("nap-1")).hasSize(2);
    }

    @Test
    void warningLetsTheEngineStart() {
        openRuns(1);

        TestEngine engine = engine(Sleepless.class, DeterminismMode.WARN, 10).start();

        assertThat(engine.engine().isRunning()).isTrue();
    }

    @Test
    void onlyTheNewestRunsAreReplayed() {
        openRuns(3);

        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(engine(Sleepless.class, DeterminismMode.FAIL, 2)::start)
                .withMessageContaining("2 of the 2 newest open runs")
                .withMessageContaining("nap-3")
                .withMessageContaining("nap-2")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("nap-1"));
    }

    @Test
    void nothingIsReplayedWithoutANumber() {
        openRuns(1);

        TestEngine engine = engine(Sleepless.class, DeterminismMode.FAIL, 0).start();

        assertThat(engine.engine().isRunning()).isTrue();
    }

    @Test
    void runsOfOtherQueuesAreLeftToTheirNodes() {
        openRuns(1);

        TestEngine engine = engine(Sleepless.class, DeterminismMode.FAIL, 10)
                .taskQueues("elsewhere")
                .start();

        assertThat(engine.engine().isRunning()).isTrue();
    }

    @Test
    void databaseThatIsAwayFailsTheStart() {
        TestEngine engine = engine(Nap.class, DeterminismMode.WARN, 10)
                .probe(new StoreProbe() {
                    @Override
                    public void before(StoreOperation operation) {
                        if (operation == StoreOperation.READ) {
                            throw new StoreUnavailableException("away", false, null);
                        }
                    }
                })
                .build();

        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(engine::start);
    }

    @Test
    void databaseThatDoesNotAnswerHoldsTheStartUpOnlyForAWhile() {
        CountDownLatch answer = new CountDownLatch(1);
        TestEngine engine = engine(Nap.class, DeterminismMode.FAIL, 10, Duration.ofMillis(20))
                .probe(new StoreProbe() {
                    @Override
                    public void before(StoreOperation operation) {
                        if (operation == StoreOperation.READ) {
                            await(answer);
                        }
                    }
                })
                .start();

        assertThat(engine.engine().isRunning()).isTrue();
        answer.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void openRuns(int count) {
        TestEngine engine = engines.engine().workflow(Nap.class).start();
        for (int i = 1; i <= count; i++) {
            engine.client().newWorkflow(Nap.class).id("nap-" + i).start(Nap::run);
        }
        engines.until(() -> engines.allRuns().stream()
                .allMatch(run -> engines.history(run.workflowId()).size() == 2));
        engine.stop();
    }

    private TestEngineBuilder engine(Class<?> workflow, DeterminismMode mode, int runs) {
        return engine(workflow, mode, runs, EngineFixture.PATIENCE);
    }

    private TestEngineBuilder engine(Class<?> workflow, DeterminismMode mode, int runs, Duration timeout) {
        return engines.engine()
                .workflow(workflow)
                .configure(builder ->
                        builder.determinism(new DeterminismSettings(mode, Set.of(), Set.of(), runs, timeout)));
    }

    /** Sleeps. */
    @Workflow(name = "Nap")
    static class Nap {

        private final WorkflowContext workflow;

        Nap(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.sleep(Duration.ofDays(1));
            return "awake";
        }
    }

    /** The same workflow, changed: it does not sleep any more. */
    @Workflow(name = "Nap")
    static class Sleepless {

        @WorkflowMethod
        public String run() {
            return "awake";
        }
    }
}
