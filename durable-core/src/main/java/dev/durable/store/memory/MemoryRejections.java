package dev.durable.store.memory;

import dev.durable.payload.FailureInfoCodec;
import dev.durable.store.UpdateRejection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Answers to rejected updates. Guarded by the store's lock. */
final class MemoryRejections {

    private static final Duration KEPT = Duration.ofHours(1);

    private final Map<UUID, Row> rows = new HashMap<>();
    private final FailureInfoCodec failures;

    MemoryRejections(FailureInfoCodec failures) {
        this.failures = failures;
    }

    void add(UpdateRejection rejection) {
        Instant rejectedAt = Micros.of(rejection.rejectedAt());
        rows.values().removeIf(row -> row.rejectedAt.isBefore(rejectedAt.minus(KEPT)));
        rows.put(rejection.messageId(), new Row(rejectedAt, failures.encode(rejection.failure())));
    }

    Optional<UpdateRejection> find(UUID messageId) {
        Row row = rows.get(messageId);
        return Optional.ofNullable(row)
                .map(found -> new UpdateRejection(messageId, found.rejectedAt, failures.decode(found.failure)));
    }

    void remove(UUID messageId) {
        rows.remove(messageId);
    }

    private record Row(Instant rejectedAt, String failure) {}
}
