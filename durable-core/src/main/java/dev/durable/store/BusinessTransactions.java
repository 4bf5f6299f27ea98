package dev.durable.store;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Begins transactions in which both the application's code and the engine write: the application's frameworks take part in them, and
 * {@link TurnStore#currentTransaction()} does. Thread-safe.
 */
public interface BusinessTransactions {

    /**
     * Runs work in a new transaction of the calling thread.
     *
     * @param name what the transaction is for
     * @param timeout how long it may take
     * @param work the application's code; false if the transaction is to roll back
     * @param beforeCommit called just before the commit, when the application's code has written everything; not called if the transaction
     *     is to roll back. If it throws, the transaction rolls back
     * @return how it ended
     * @throws RuntimeException whatever the work, the last call, or beginning and ending the transaction throws. If the last call had
     *     returned, it is not known whether the transaction has committed; else it has not
     */
    End execute(String name, Duration timeout, BooleanSupplier work, Runnable beforeCommit);

    /** How a transaction ended. */
    enum End {
        /** It committed. */
        COMMITTED,
        /** It rolled back, as the work said. */
        ROLLED_BACK,
        /** It rolled back although the work wanted it to commit: somebody had marked it so. */
        MARKED_ROLLBACK_ONLY
    }
}
