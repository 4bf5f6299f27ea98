package dev.durable.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.BatchResult;
import dev.durable.client.WorkflowBatch;
import dev.durable.client.WorkflowFilter;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How fast batches go. What they do is in the engine's scenarios. */
class RunBatchTests {

    @RegisterExtension
    private final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

    @Test
    void batchWithARateTakesItsTime() {
        TestEngine engine = engines.engine().workflow(Vigil.class).start();
        for (int i = 0; i < 7; i++) {
            engine.client().newWorkflow(Vigil.class).id("vigil-" + i).startVoid(Vigil::keep);
        }
        WorkflowBatch batch = engine.client().batch(WorkflowFilter.ALL).withMaxPerSecond(2);
        Instant begin = engines.time().now();

        CompletableFuture<BatchResult> result = CompletableFuture.supplyAsync(() -> batch.terminate("enough"));
        engines.untilInFastTime(result::isDone);

        assertThat(result.join()).isEqualTo(new BatchResult(7, 7, 0, 0, List.of()));
        assertThat(Duration.between(begin, engines.time().now())).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void batchMustAllowARunASecond() {
        TestEngine engine = engines.engine().workflow(Vigil.class).start();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.client().batch(WorkflowFilter.ALL).withMaxPerSecond(0));
    }

    /** Does not end by itself. */
    @Workflow
    static class Vigil {

        private final WorkflowContext workflow;

        Vigil(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void keep() {
            workflow.await(() -> false);
        }
    }
}
