package dev.durable.store.memory;

import dev.durable.history.InboundEvent;
import dev.durable.store.CommitResult;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreTransaction;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredRun;
import dev.durable.store.TurnStore;
import dev.durable.store.TurnWrite;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes turns and messages, with the faults that strike commits. Thread-safe. */
final class MemoryTurnStore implements TurnStore {

    private final MemoryDatabase database;
    private final MemoryReader reader;

    MemoryTurnStore(MemoryDatabase database, MemoryReader reader) {
        this.database = database;
        this.reader = reader;
    }

    @Override
    public CommitResult commit(List<TurnWrite> turns) {
        Set<UUID> refused = new HashSet<>();
        try {
            database.commit(turns, draft -> {
                turns.forEach(turn -> database.writer().write(draft, turn, refused));
                return true;
            });
        } catch (StoreConflictException e) {
            throw turns.size() == 1
                    ? e
                    : new StoreConflictException(StoreConflictException.Kind.UNSPECIFIED, e.what(), e);
        }
        return new CommitResult(true, refused);
    }

    @Override
    public boolean isCommitted(TurnWrite turn) {
        return database.locked(() -> reader.isCommitted(database.tables(), turn));
    }

    @Override
    public Optional<StoreTransaction> currentTransaction() {
        return database.currentTransaction().map(StoreTransaction.class::cast);
    }

    @Override
    public StoredRun addMessage(UUID runId, UUID messageId, InboundEvent message) {
        return database.addMessage(runId, new StoredMessage(messageId, message));
    }
}
