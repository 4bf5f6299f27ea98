package dev.durable.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowStatus;
import dev.durable.engine.EngineSettings.WorkerSettings;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.store.StoredRun;
import dev.durable.store.TurnWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events that wait for a run in the store. */
class StoredMessageTests {

    @RegisterExtension
    private final ReplayFixture replay = new ReplayFixture().workflow(SteppedRuns.Door.class);

    private SteppedRuns node;
    private Runs runs;

    @BeforeEach
    void runThatWaits() {
        node = new SteppedRuns(replay.services());
        runs = node.newRuns();
        node.begin(runs);
        node.settle();
    }

    @Test
    void messageThatIsAnnouncedTwiceIsAppliedOnce() {
        List<TurnWrite> written = new ArrayList<>();
        node.store().probe(new StoreProbe() {
            @Override
            public void beforeCommit(List<TurnWrite> turns) {
                written.addAll(turns);
            }
        });
        node.store().addMessage(SteppedRuns.RUN_ID, UUID.randomUUID(), node.knock());

        runs.messagesStored(SteppedRuns.RUN_ID);
        runs.messagesStored(SteppedRuns.RUN_ID);
        node.settle();

        assertThat(written)
                .singleElement()
                .satisfies(turn -> assertThat(turn.consumedMessages()).hasSize(1));
        assertThat(signals()).hasSize(1);
    }

    @Test
    void heldMessageThatIsAnnouncedTwiceIsKept() {
        node.store()
                .addMessage(
                        SteppedRuns.RUN_ID,
                        UUID.randomUUID(),
                        new WorkflowExecutionSignaled(0, node.time().now(), "ring", List.of()));

        runs.messagesStored(SteppedRuns.RUN_ID);
        runs.messagesStored(SteppedRuns.RUN_ID);
        node.settle();

        assertThat(node.store().messages(SteppedRuns.RUN_ID)).hasSize(1);
        assertThat(node.run().pendingMessages()).isEqualTo(1);
        assertThat(signals()).isEmpty();
    }

    @Test
    void eventThatComesJustBeforeFailingCodeIsTriedAgainIsDelivered() {
        StoredRun adopted = node.run();
        runs = node.newRuns();
        failNextRead();
        runs.adopt(adopted);
        node.takeTurns();
        runs.here().deliver(SteppedRuns.RUN_ID, node.knock());
        runs.here().deliver(SteppedRuns.RUN_ID, node.knock());
        node.time().advance(WorkerSettings.DEFAULT.retryInterval());

        node.settle();

        assertThat(signals()).hasSize(2);
        assertThat(node.run().status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    /** Only the next one: what looks like an error of the code is one of the moment. */
    private void failNextRead() {
        node.store().probe(new StoreProbe() {
            @Override
            public void before(StoreOperation operation) {
                if (operation == StoreOperation.READ) {
                    node.store().probe(StoreProbe.NONE);
                    throw new IllegalStateException("cannot be read");
                }
            }
        });
    }

    private List<HistoryEvent> signals() {
        return node.store().history(SteppedRuns.RUN_ID, 0).stream()
                .filter(event -> event.type() == EventType.WorkflowExecutionSignaled)
                .toList();
    }
}
