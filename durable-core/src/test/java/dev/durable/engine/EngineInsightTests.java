package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.FailedAttempt;
import dev.durable.engine.StuckRun.Reason;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.StoredNode;
import dev.durable.store.memory.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EngineInsightTests {

    @RegisterExtension
    final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

    @Test
    void statusFollowsTheLifeOfTheNode() {
        TestEngine engine = engines.engine().nodeName("a").start();
        EngineInsight insight = engine.engine().insight();

        assertThat(insight.status()).isEqualTo(EngineStatus.RUNNING);
        assertThat(insight.nodeName()).contains("a");
        assertThat(insight.thisNode()).get().extracting(StoredNode::alive).isEqualTo(true);
        assertThat(insight.leaseRemaining()).isPositive();

        engine.stop();

        assertThat(insight.status()).isEqualTo(EngineStatus.STOPPED);
        assertThat(insight.nodeName()).isEmpty();
        assertThat(insight.thisNode()).isEmpty();
        assertThat(insight.leaseRemaining()).isZero();
    }

    @Test
    void nodeWithoutWorkerIsAClient() {
        EngineInsight insight = engines.engine().clientOnly().start().engine().insight();

        assertThat(insight.status()).isEqualTo(EngineStatus.CLIENT_ONLY);
    }

    @Test
    void runWhoseCodeFailsIsStuckWithItsFailure() {
        TestEngine engine = engines.notReplaying("Broken")
                .engine()
                .workflow(BrokenWorkflow.class)
                .start();
        engine.client().newWorkflow("Broken").id("broken-1").start();

        engines.untilAsserted(() -> assertThat(engine.engine().insight().stuckRuns(10))
                .singleElement()
                .satisfies(stuck -> {
                    assertThat(stuck.workflowId()).isEqualTo("broken-1");
                    assertThat(stuck.reason()).isEqualTo(Reason.CODE_FAILS);
                    assertThat(stuck.failure().message()).contains("not today");
                    assertThat(stuck.tries()).isPositive();
                    assertThat(stuck.nextTryAt()).isAfter(stuck.since());
                }));
    }

    @Test
    void codeHasFailedSinceItsFirstFailureWhicheverNodeHasTheRun() {
        engines.notReplaying("Broken");
        TestEngine first = engines.engine().workflow(BrokenWorkflow.class).start();
        first.client().newWorkflow("Broken").id("broken-1").start();
        engines.untilInFastTime(() -> tries(first) >= 3);
        Instant began = firstFailure(first);
        assertThat(since(first)).isEqualTo(began);
        first.stop();

        TestEngine second = engines.engine().workflow(BrokenWorkflow.class).start();
        int before = tries(second);
        engines.untilInFastTime(() -> tries(second) > before);

        assertThat(since(second)).isEqualTo(began);
    }

    private static Instant firstFailure(TestEngine engine) {
        return engine.workflow("broken-1").describe().failedAttempts().stream()
                .map(FailedAttempt::failedAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static int tries(TestEngine engine) {
        return engine.engine().insight().stuckRuns(10).stream()
                .mapToInt(StuckRun::tries)
                .sum();
    }

    private static Instant since(TestEngine engine) {
        return engine.engine().insight().stuckRuns(10).get(0).since();
    }

    @Test
    void runThatNoNodeTakesIsStuckAfterAMinute() {
        TestEngine engine = engines.engine().workflow(BrokenWorkflow.class).start();
        engine.client().newWorkflow("Broken").id("lost-1").taskQueue("nobody").start();
        EngineInsight insight = engine.engine().insight();
        assertThat(insight.stuckRuns(10)).isEmpty();

        engines.time().skip(Duration.ofMinutes(2));

        assertThat(insight.stuckRuns(10)).singleElement().satisfies(stuck -> {
            assertThat(stuck.reason()).isEqualTo(Reason.NOT_TAKEN);
            assertThat(stuck.taskQueue()).isEqualTo("nobody");
            assertThat(stuck.failure()).isNull();
        });
    }

    /** A workflow with a mistake. */
    @Workflow(name = "Broken")
    public static class BrokenWorkflow {

        @WorkflowMethod
        public void run() {
            throw new IllegalStateException("not today");
        }
    }
}
