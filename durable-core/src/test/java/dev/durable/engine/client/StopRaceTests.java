package dev.durable.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.TurnWrite;
import dev.durable.store.memory.InMemoryStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Starts while the node stops. */
class StopRaceTests {

    private final InMemoryStore store = new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec());

    @RegisterExtension
    private final EngineFixture engines = new EngineFixture(() -> store);

    @Test
    void startWhoseTransactionOutlivesTheNodeIsLeftToOthers() {
        CommitCounter commits = new CommitCounter();
        TestEngine engine = engines.engine().workflow(Note.class).probe(commits).start();

        store.inTransaction(() -> {
            engine.client().newWorkflow(Note.class).id("note-1").startVoid(Note::write);
            engine.stop();
        });
        engines.engine().workflow(Note.class).start();

        engines.until(() -> engines.run("note-1").status() == WorkflowStatus.COMPLETED);
        assertThat(commits.count).hasValue(0);
    }

    private static final class CommitCounter implements StoreProbe {

        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void beforeCommit(List<TurnWrite> turns) {
            count.incrementAndGet();
        }
    }

    /** Ends at once. */
    @Workflow
    static class Note {

        @WorkflowMethod
        public void write() {}
    }
}
