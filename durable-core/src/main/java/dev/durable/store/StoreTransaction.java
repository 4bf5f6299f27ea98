package dev.durable.store;

import java.util.UUID;
import java.util.function.Consumer;

/** A transaction that the caller of the engine has begun and will end. Confined to its thread. */
public interface StoreTransaction {

    /**
     * Writes a turn in the transaction, at once. The same conflicts as with {@link TurnStore#commit}.
     *
     * @return what was left out; it holds if the transaction commits
     */
    CommitResult write(TurnWrite turn);

    /**
     * Stores the result of an attempt whose effects are part of the transaction, as a message of the run, at once. From here on nobody else
     * changes the run's row, gives it another owner or closes it before the transaction has ended.
     *
     * @throws StoreConflictException {@link StoreConflictException.Kind#OWNERSHIP_LOST} if the run is not the node's, or has closed
     */
    void report(UUID runId, UUID nodeId, StoredMessage result);

    /**
     * Ends a claim with the result of an attempt whose effects are part of the transaction, at once. From here on nobody else decides about the
     * attempt, and nobody closes the run, before the transaction has ended.
     *
     * @throws StoreConflictException if the claim is not the node's any more, or the run has closed
     */
    void report(ActivityClaim claim, ClaimChange end);

    /** Registers what is to be done when the transaction has ended, told whether it is known to have committed. */
    void afterCompletion(Consumer<Outcome> callback);

    /** How a transaction ended. */
    enum Outcome {
        /** It committed. */
        COMMITTED,
        /** It rolled back. */
        ROLLED_BACK,
        /** Nobody knows. */
        UNKNOWN
    }
}
