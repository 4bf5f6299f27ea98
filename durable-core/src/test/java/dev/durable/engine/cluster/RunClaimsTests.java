package dev.durable.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunClaimsTests {

    private static final int MANY = 700;

    @RegisterExtension
    private final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

    @Test
    void moreAndMoreRunsAreClaimedAtOnceWhileThereAreThatMany() {
        TestEngine client =
                engines.engine().workflow(Nothing.class).clientOnly().start();
        for (int i = 0; i < MANY; i++) {
            client.client().newWorkflow(Nothing.class).id("nothing-" + i).startVoid(Nothing::run);
        }
        AtomicInteger claims = new AtomicInteger();
        engines.engine()
                .workflow(Nothing.class)
                .probe(new StoreProbe() {
                    @Override
                    public void before(StoreOperation operation) {
                        if (operation == StoreOperation.CLAIM_RUNS) {
                            claims.incrementAndGet();
                        }
                    }
                })
                .start();

        engines.until(() -> engines.run("nothing-" + (MANY - 1)).status().isClosed());

        // 200, 400, and then 100 of 800
        assertThat(claims).hasValue(3);
    }

    /** Ends at once. */
    @Workflow
    static class Nothing {

        @WorkflowMethod
        public void run() {
            // all that matters is that it is executed
        }
    }
}
