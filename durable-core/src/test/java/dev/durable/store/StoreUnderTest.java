package dev.durable.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.durable.store.StoreConflictException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** What the parts of the contract suite need of the store that they test. It is empty before each test. */
public interface StoreUnderTest {

    /** Long enough for a lease that must not end during a test. */
    Duration LONG = Duration.ofHours(1);

    /** The store. */
    DurableStore store();

    /** Runs the work in a transaction that the store can join; commits if it returns, rolls back if it throws. */
    void inTransaction(Runnable work);

    /** Runs the work in a transaction that rolls back. */
    default void rollingBack(Runnable work) {
        assertThatExceptionOfType(TransactionContract.Undo.class)
                .isThrownBy(() -> inTransaction(() -> {
                    work.run();
                    throw new TransactionContract.Undo();
                }));
    }

    /** The time, in the precision of stores. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** A node with a lease. */
    default UUID aNode() {
        UUID nodeId = UUID.randomUUID();
        store().registerNode(nodeId, "node-" + nodeId, LONG);
        return nodeId;
    }

    /** A run that a node owns, with its first event. */
    default TestRun aRunOwnedBy(UUID nodeId) {
        TestRun run = TestRun.ownedBy(nodeId);
        store().commit(List.of(run.start()));
        return run;
    }

    /** Stores a message for a run. */
    default StoredRun add(TestRun run, StoredMessage message) {
        return store().addMessage(run.runId(), message.messageId(), message.event());
    }

    /** Does what a database may refuse in order to resolve a deadlock, and then does it again, as the engine would. */
    static <T> T retrying(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (StoreUnavailableException e) {
                assertThat(e.isOutcomeUnknown()).isFalse();
            }
        }
    }

    /** The row of a run. */
    default StoredRun row(TestRun run) {
        return store().findRun(run.runId()).orElseThrow();
    }

    /** The kind of conflict that turns meet. */
    default Kind conflictOf(TurnWrite... turns) {
        StoreConflictException conflict =
                catchThrowableOfType(StoreConflictException.class, () -> store().commit(List.of(turns)));
        assertThat(conflict).as("conflict").isNotNull();
        return conflict.kind();
    }
}
