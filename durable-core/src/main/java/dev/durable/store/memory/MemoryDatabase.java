package dev.durable.store.memory;

import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreTransaction.Outcome;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredRun;
import dev.durable.store.TurnWrite;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The tables, and the transactions over them: who sees what, and how changes become those of all.
 *
 * <p>Thread-safe: one lock guards everything, and neither faults nor callbacks are called while it is held. Transactions are bound
 * to the thread that is inside {@link #inTransaction}.
 */
final class MemoryDatabase {

    private final ReentrantLock lock = new ReentrantLock();
    private final MemoryTables tables = new MemoryTables();
    private final ThreadLocal<MemoryTransaction> transactions = new ThreadLocal<>();
    private final MemoryWriter writer;
    private final Supplier<Instant> clock;
    private final StoreFaults faults;

    MemoryDatabase(MemoryWriter writer, Supplier<Instant> clock, StoreFaults faults) {
        this.writer = writer;
        this.clock = clock;
        this.faults = faults;
    }

    /** What is committed. Only for the store's parts, which touch it under the lock. */
    MemoryTables tables() {
        return tables;
    }

    MemoryWriter writer() {
        return writer;
    }

    Instant now() {
        return Micros.of(clock.get());
    }

    Optional<MemoryTransaction> currentTransaction() {
        return Optional.ofNullable(transactions.get());
    }

    /**
     * Runs the work in a transaction of this thread, which commits when the work returns and rolls back when it throws.
     *
     * @throws StoreConflictException if what was written does not fit any more; then it rolled back
     */
    void inTransaction(Runnable work) {
        if (transactions.get() != null) {
            throw new IllegalStateException("The thread is in a transaction already");
        }
        MemoryTransaction transaction = locked(() -> new MemoryTransaction(this, tables.draft()));
        Outcome outcome = Outcome.ROLLED_BACK;
        transactions.set(transaction);
        try {
            work.run();
            faults.beforeCommit(transaction.turns());
            commit(transaction::replayOn);
            outcome = Outcome.COMMITTED;
            faults.afterCommit(transaction.turns());
        } catch (StoreUnavailableException e) {
            outcome = e.isOutcomeUnknown() ? Outcome.UNKNOWN : outcome;
            throw e;
        } finally {
            transactions.remove();
            transaction.complete(outcome);
        }
    }

    /** Makes changes, all or none, and says whether; faults strike before and after it. */
    boolean commit(List<TurnWrite> turns, Predicate<MemoryTables> changes) {
        faults.beforeCommit(turns);
        boolean fits = locked(() -> {
            MemoryTables draft = tables.draft();
            if (!changes.test(draft)) {
                return false;
            }
            draft.apply();
            return true;
        });
        faults.afterCommit(turns);
        return fits;
    }

    /** Makes changes, all or, if they throw, none. */
    void commit(Consumer<MemoryTables> changes) {
        locked(() -> {
            MemoryTables draft = tables.draft();
            changes.accept(draft);
            draft.apply();
            return draft;
        });
    }

    /** Adds a message, in this thread's transaction if there is one. */
    StoredRun addMessage(UUID runId, StoredMessage message) {
        MemoryTransaction transaction = transactions.get();
        return locked(() -> {
            if (transaction != null) {
                return transaction.addMessage(runId, message);
            }
            MemoryRun run = tables.find(runId);
            if (run == null) {
                throw MemoryWriter.notOpen(runId);
            }
            StoredRun found = run.toStoredRun();
            commit(draft -> writer.addMessage(draft, runId, message, now()));
            return found;
        });
    }

    /** Reads what this thread sees: what is committed, and what its transaction has changed. */
    <T> T read(Function<MemoryTables, T> query) {
        MemoryTransaction transaction = transactions.get();
        return locked(() -> query.apply(transaction == null ? tables : transaction.draft()));
    }

    /** Changes a schedule, in this thread's transaction if there is one; the change says whether it fits. */
    boolean changeSchedule(String scheduleId, Predicate<MemorySchedules> change) {
        MemoryTransaction transaction = transactions.get();
        return locked(
                () -> transaction == null ? change.test(tables.schedules()) : transaction.change(scheduleId, change));
    }

    void run(Runnable work) {
        locked(() -> {
            work.run();
            return work;
        });
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
