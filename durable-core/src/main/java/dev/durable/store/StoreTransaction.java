package dev.durable.store;

import java.util.function.Consumer;

/** A transaction that the caller of the engine has begun and will end. Confined to its thread. */
public interface StoreTransaction {

    /**
     * Writes a turn in the transaction, at once. The same conflicts as with {@link TurnStore#commit}.
     *
     * @return what was left out; it holds if the transaction commits
     */
    CommitResult write(TurnWrite turn);

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
