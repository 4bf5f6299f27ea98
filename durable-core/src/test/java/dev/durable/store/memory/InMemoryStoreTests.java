package dev.durable.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.DurableStore;
import dev.durable.store.StoreContractTests;
import dev.durable.store.StoreTransaction.Outcome;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.TestRun;
import dev.durable.store.TurnWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InMemoryStoreTests extends StoreContractTests {

    private final InMemoryStore store = new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec());

    @Override
    public DurableStore store() {
        return store;
    }

    @Override
    public void inTransaction(Runnable work) {
        store.inTransaction(work);
    }

    @Test
    void aTransactionDoesNotContainAnother() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.inTransaction(() -> store.inTransaction(() -> {})));
    }

    @Nested
    class WithItsOwnClock {

        private Instant now = Instant.parse("2026-11-22T12:00:00Z");
        private final InMemoryStore timed =
                new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec(), () -> now, StoreFaults.NONE);

        @Test
        void aLeaseEndsByTheClock() {
            UUID node = UUID.randomUUID();
            timed.registerNode(node, "a", Duration.ofSeconds(10));
            TestRun run = TestRun.ownedBy(node);
            timed.commit(List.of(run.start()));

            now = now.plusSeconds(9);
            assertThat(timed.renewLease(node, Duration.ofSeconds(10))).isTrue();
            now = now.plusSeconds(9);
            assertThat(timed.freeRunsOfDeadNodes(10).count()).isZero();
            now = now.plusSeconds(1);

            assertThat(timed.freeRunsOfDeadNodes(10).count()).isEqualTo(1);
            assertThat(timed.findRun(run.runId()).orElseThrow().wakeAt()).isEqualTo(now);
            assertThat(timed.renewLease(node, Duration.ofSeconds(10))).isFalse();
        }
    }

    @Nested
    class WithFaults {

        private boolean failBefore;
        private boolean failAfter;
        private final InMemoryStore faulty =
                new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec(), Instant::now, new StoreFaults() {
                    @Override
                    public void beforeCommit(List<TurnWrite> turns) {
                        if (failBefore) {
                            throw new StoreUnavailableException("The network is down.", false, null);
                        }
                    }

                    @Override
                    public void afterCommit(List<TurnWrite> turns) {
                        if (failAfter) {
                            throw new StoreUnavailableException("The answer was lost.", true, null);
                        }
                    }
                });
        private final TestRun run = TestRun.ownedBy(UUID.randomUUID());

        @Test
        void aCommitThatFailsBeforeWritesNothing() {
            failBefore = true;

            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> faulty.commit(List.of(run.start())));

            assertThat(faulty.isCommitted(run.start())).isFalse();
        }

        @Test
        void aCommitThatFailsAfterwardsHasBeenWritten() {
            failAfter = true;

            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> faulty.commit(List.of(run.start())))
                    .matches(StoreUnavailableException::isOutcomeUnknown);

            assertThat(faulty.isCommitted(run.start())).isTrue();
        }

        @Test
        void aTransactionWithUnknownOutcomeSaysSo() {
            failAfter = true;
            List<Outcome> outcomes = new ArrayList<>();

            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> faulty.inTransaction(() -> {
                        faulty.currentTransaction().orElseThrow().write(run.start());
                        faulty.currentTransaction().orElseThrow().afterCompletion(outcomes::add);
                    }));

            assertThat(outcomes).containsExactly(Outcome.UNKNOWN);
            assertThat(faulty.isCommitted(run.start())).isTrue();
        }
    }
}
