package dev.durable.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.UpdateHandle;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.memory.InMemoryStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody who waits for an update elsewhere makes of what is stored, while that changes. */
class UpdateWatchTests {

    /** What one look at the store reads: messages, run and history. */
    private static final int READS_OF_A_LOOK = 3;

    @RegisterExtension
    private final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

    private final Blindness blindness = new Blindness();
    private final Reads reads = new Reads();

    @Test
    void requestThatGoesOnToTheNextRunBetweenTwoReadsIsFollowed() {
        TestEngine owner =
                engines.engine().workflow(Relay.class).probe(blindness).start();
        TestEngine client =
                engines.engine().workflow(Relay.class).probe(reads).clientOnly().start();
        owner.client().newWorkflow(Relay.class).id("relay").start(w -> w.run(0));
        UpdateHandle<String> handle = client.workflow(Relay.class, "relay")
                .startUpdate(UpdateOptions.waitFor(UpdateStage.ADMITTED), w -> w.put("word"));
        reads.afterTheNext(
                () -> { // the request was read as waiting; the end of the run is what is read then
                    owner.workflow(Relay.class, "relay").signal(Relay::passOn);
                    engines.until(() -> engines.allRuns().size() == 2);
                });

        CompletableFuture<String> result = CompletableFuture.supplyAsync(handle::result);
        engines.until(() -> reads.count.get() > 2 * READS_OF_A_LOOK || result.isDone());
        blindness.end();

        assertThat(result).succeedsWithin(EngineFixture.PATIENCE).isEqualTo("put word");
    }

    /** The owner does not find the messages that are stored for its runs. */
    private static final class Blindness implements StoreProbe {

        private volatile boolean blind = true;

        @Override
        public void before(StoreOperation operation) {
            if (operation == StoreOperation.FIND_MESSAGES && blind) {
                throw new StoreUnavailableException("not now", false, null);
            }
        }

        void end() {
            blind = false;
        }
    }

    /** Counts what is read, and lets something happen after the first of it. */
    private static final class Reads implements StoreProbe {

        private final AtomicInteger count = new AtomicInteger();
        private volatile Runnable afterFirst = () -> {};

        void afterTheNext(Runnable happening) {
            afterFirst = happening;
            count.set(0);
        }

        @Override
        public void after(StoreOperation operation) {
            if (operation == StoreOperation.READ && count.incrementAndGet() == 1) {
                afterFirst.run();
            }
        }
    }
}
