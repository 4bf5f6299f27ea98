package dev.durable.engine.testing;

import dev.durable.store.BusinessTransactions;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Transactions of attempts over whatever the test has for transactions, with accidents on the way. Thread-safe once it is set up; each
 * accident happens once.
 */
public final class TestTransactions implements BusinessTransactions {

    private static final Runnable NOTHING = () -> {};

    private final Consumer<Runnable> inTransaction;
    private Runnable beforeResult = NOTHING;
    private Runnable beforeCommit = NOTHING;
    private Runnable afterCommit = NOTHING;

    /** Undoes a transaction. */
    private static final class Undo extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final End end;

        Undo(End end) {
            this.end = end;
        }
    }

    /**
     * @param inTransaction runs work in a transaction, which rolls back if the work throws
     */
    public TestTransactions(Consumer<Runnable> inTransaction) {
        this.inTransaction = inTransaction;
    }

    /** Happens when the code of the first attempt has returned. */
    public synchronized TestTransactions beforeResult(Runnable accident) {
        beforeResult = accident;
        return this;
    }

    /** Happens when the result of the first attempt is written and not committed. */
    public synchronized TestTransactions beforeCommit(Runnable accident) {
        beforeCommit = accident;
        return this;
    }

    /** Happens when the first result is committed and nobody knows. */
    public synchronized TestTransactions afterCommit(Runnable accident) {
        afterCommit = accident;
        return this;
    }

    @Override
    public End execute(String name, Duration timeout, BooleanSupplier work, Runnable lastWord) {
        try {
            inTransaction.accept(() -> {
                if (!work.getAsBoolean()) {
                    throw new Undo(End.ROLLED_BACK);
                }
                takeBeforeResult().run();
                lastWord.run();
                takeBeforeCommit().run();
            });
        } catch (Undo undo) {
            return undo.end;
        }
        takeAfterCommit().run();
        return End.COMMITTED;
    }

    private synchronized Runnable takeBeforeResult() {
        Runnable accident = beforeResult;
        beforeResult = NOTHING;
        return accident;
    }

    private synchronized Runnable takeBeforeCommit() {
        Runnable accident = beforeCommit;
        beforeCommit = NOTHING;
        return accident;
    }

    private synchronized Runnable takeAfterCommit() {
        Runnable accident = afterCommit;
        afterCommit = NOTHING;
        return accident;
    }
}
