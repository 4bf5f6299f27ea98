package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowHandle;
import dev.durable.engine.scenario.ActivityScenarios.GatedCall;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node whose runs are others' while it does not get to the end of what it asks the store. */
class LostLeaseTests {

    @RegisterExtension
    final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

    @Test
    void attemptsAreGivenUpBeforeTheStoreAnswers() {
        Gates gates = new Gates();
        HangingStore hanging = new HangingStore();
        TestEngine engine = engines.engine()
                .workflow(GatedCall.class)
                .activity(GatedWork.class, gates)
                .probe(hanging)
                .start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(GatedCall.class).id("call").start(w -> w.call("none", "a"));
        gates.awaitBegun(engines, "a");
        hanging.hangs = true;
        engines.until(() -> hanging.asked.getCount() == 0);

        engines.store().deregisterNode(engines.run("call").owner());
        engines.time().skip(Duration.ofMinutes(4));
        engines.until(() -> gates.interrupted().contains("a"));
        hanging.answer.countDown();
        engines.engine()
                .workflow(GatedCall.class)
                .activity(GatedWork.class, new Gates().open("a"))
                .start();

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done a");
        assertThat(gates.begun()).containsExactly("a");
    }

    /** Does not answer the question for work, from some time on. */
    private static final class HangingStore implements StoreProbe {

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answer = new CountDownLatch(1);
        private volatile boolean hangs;

        @Override
        public void before(StoreOperation operation) {
            if (hangs && operation == StoreOperation.FIND_WORK) {
                asked.countDown();
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
