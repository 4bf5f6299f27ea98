package dev.durable.store.memory;

import dev.durable.store.RetentionStore;
import dev.durable.store.StoreConflictException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Deletes closed runs. Thread-safe. */
final class MemoryRetention implements RetentionStore {

    private final MemoryDatabase database;
    private final MemoryReader reader;

    MemoryRetention(MemoryDatabase database, MemoryReader reader) {
        this.database = database;
        this.reader = reader;
    }

    @Override
    public boolean deleteRun(UUID runId) {
        return database.locked(() -> {
            MemoryRun run = database.tables().find(runId);
            if (run != null && run.isOpen()) {
                throw new StoreConflictException(
                        StoreConflictException.Kind.RUN_OPEN, "Run " + runId + " is open.", null);
            }
            return database.tables().remove(runId);
        });
    }

    @Override
    public int deleteClosedRuns(Instant closedBefore, int limit) {
        return database.locked(() -> {
            List<UUID> outdated = reader.closedBefore(database.tables(), closedBefore, limit);
            outdated.forEach(database.tables()::remove);
            return outdated.size();
        });
    }
}
