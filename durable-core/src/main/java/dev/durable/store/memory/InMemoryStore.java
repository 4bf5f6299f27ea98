package dev.durable.store.memory;

import dev.durable.history.EventCodec;
import dev.durable.payload.FailureInfoCodec;
import dev.durable.store.ComposedStore;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreParts;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A store in memory, for tests and simulation: nothing outlives the object. Several engines may share one, as nodes share a
 * database. Leases and due times go by the given clock; faults can be {@linkplain StoreFaults injected}.
 *
 * <p>Thread-safe: one lock guards everything, and neither faults nor callbacks are called while it is held. Transactions are bound
 * to the thread that is inside {@link #inTransaction}.
 */
public final class InMemoryStore extends ComposedStore {

    private final MemoryDatabase database;

    /** A store without faults that goes by the system's clock. */
    public InMemoryStore(EventCodec events, FailureInfoCodec failures) {
        this(events, failures, Instant::now, StoreFaults.NONE);
    }

    /** A store that goes by the given clock and fails as the faults tell it to. */
    public InMemoryStore(EventCodec events, FailureInfoCodec failures, Supplier<Instant> clock, StoreFaults faults) {
        this(new MemoryCodec(events, failures), failures, clock, faults);
    }

    private InMemoryStore(MemoryCodec codec, FailureInfoCodec failures, Supplier<Instant> clock, StoreFaults faults) {
        this(new MemoryDatabase(new MemoryWriter(codec), clock, faults), codec, failures);
    }

    private InMemoryStore(MemoryDatabase database, MemoryCodec codec, FailureInfoCodec failures) {
        super(parts(database, codec, failures));
        this.database = database;
    }

    private static StoreParts parts(MemoryDatabase database, MemoryCodec codec, FailureInfoCodec failures) {
        MemoryReader reader = new MemoryReader(codec);
        MemoryOwnership ownership = new MemoryOwnership(database.tables());
        MemoryActivities activities = new MemoryActivities(database.tables(), database.writer(), codec, ownership);
        return new StoreParts(
                new MemoryTurnStore(database, reader),
                new MemoryRunReader(database, reader),
                new MemoryOwnershipStore(database, ownership),
                new MemoryActivityTaskStore(database, activities),
                new MemoryScheduleStore(database),
                new MemoryRejections(database, failures),
                new MemoryRetention(database, reader),
                new MemoryWorkload(database, ownership, codec),
                Optional.empty());
    }

    /**
     * Runs the work in a transaction of this thread, which commits when the work returns and rolls back when it throws.
     *
     * @throws StoreConflictException if what was written does not fit any more; then it rolled back
     */
    public void inTransaction(Runnable work) {
        database.inTransaction(work);
    }

    /** When the next run that nobody owns is due; for tests that skip time. */
    public Optional<Instant> earliestRunWakeUp() {
        return database.locked(() -> database.tables().newestFirst(run -> run.isOpen() && run.owner() == null).stream()
                .flatMap(run -> Stream.ofNullable(run.toStoredRun().wakeAt()))
                .min(Comparator.naturalOrder()));
    }
}
