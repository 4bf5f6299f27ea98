package dev.durable.store.memory;

import dev.durable.payload.FailureInfoCodec;
import dev.durable.store.UpdateRejection;
import dev.durable.store.UpdateRejections;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Answers to rejected updates. Thread-safe: guarded by the store's lock. */
final class MemoryRejections implements UpdateRejections {

    private static final Duration KEPT = Duration.ofHours(1);

    private final Map<UUID, Row> rows = new HashMap<>();
    private final MemoryDatabase database;
    private final FailureInfoCodec failures;

    MemoryRejections(MemoryDatabase database, FailureInfoCodec failures) {
        this.database = database;
        this.failures = failures;
    }

    @Override
    public void addRejection(UpdateRejection rejection) {
        Instant rejectedAt = Micros.of(rejection.rejectedAt());
        database.run(() -> {
            rows.values().removeIf(row -> row.rejectedAt.isBefore(rejectedAt.minus(KEPT)));
            rows.put(rejection.messageId(), new Row(rejectedAt, failures.encode(rejection.failure())));
        });
    }

    @Override
    public Optional<UpdateRejection> rejection(UUID messageId) {
        return database.locked(() -> Optional.ofNullable(rows.get(messageId)))
                .map(found -> new UpdateRejection(messageId, found.rejectedAt, failures.decode(found.failure)));
    }

    @Override
    public void removeRejection(UUID messageId) {
        database.run(() -> rows.remove(messageId));
    }

    private record Row(Instant rejectedAt, String failure) {}
}
