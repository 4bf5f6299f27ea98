package dev.durable.engine.activity;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.Payload;
import dev.durable.store.DurableStore;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreTransaction;
import java.util.UUID;

/**
 * Stores results of transactional activities in the transactions of their attempts: as messages of their runs, which the run takes into
 * its history. A result goes with its transaction or not at all. Thread-safe.
 */
public sealed interface ResultStore permits OwnedResults, ClaimedResults {

    /**
     * Stores the result of an attempt in the transaction of the calling thread.
     *
     * @return identity of the message
     * @throws StoreConflictException if the attempt has lost: others decide about it, or the run has closed or goes on without it
     */
    UUID add(ActivityTask task, Payload result);

    /**
     * Whether the result was committed, or nothing is to be said about the attempt here any more. Called in a transaction that is rolled
     * back: it waits for the end of the one in doubt, by the lock that this one has on the run.
     */
    boolean isCommitted(ActivityTask task, UUID messageId);

    /** The same for attempts that the node has claimed. */
    ResultStore ofClaims();

    /** The transaction of the calling thread. */
    static StoreTransaction transaction(DurableStore store) {
        return store.currentTransaction()
                .orElseThrow(() -> new DurableException(
                        ErrorCode.ACTIVITY_TRANSACTION_FOREIGN,
                        "The transaction of an activity is none on the engine's database."));
    }
}
