package dev.durable.test;

import dev.durable.store.BusinessTransactions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of the store in memory, around those of the application if it has some. The application's commits first, so that nothing is
 * recorded of what has rolled back; a crash between the two shows what no database would. Thread-safe.
 *
 * @param store the store
 * @param application what begins the application's transactions, if there is something
 */
record FreshStoreTransactions(FreshStore store, @Nullable BusinessTransactions application)
        implements BusinessTransactions {

    @Override
    public End execute(String name, Duration timeout, BooleanSupplier work, Runnable beforeCommit) {
        AtomicReference<End> end = new AtomicReference<>(End.ROLLED_BACK);
        try {
            store.inTransaction(() -> {
                end.set(executeInside(name, timeout, work, beforeCommit));
                if (end.get() != End.COMMITTED) {
                    throw new RollBack();
                }
            });
        } catch (RollBack e) {
            // how it ended is known
        }
        return end.get();
    }

    private End executeInside(String name, Duration timeout, BooleanSupplier work, Runnable beforeCommit) {
        if (application != null) {
            return application.execute(name, timeout, work, beforeCommit);
        }
        if (!work.getAsBoolean()) {
            return End.ROLLED_BACK;
        }
        beforeCommit.run();
        return End.COMMITTED;
    }

    /** Has the store roll back. */
    private static final class RollBack extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
