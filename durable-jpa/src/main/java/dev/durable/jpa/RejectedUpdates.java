package dev.durable.jpa;

import dev.durable.failure.DurableException;
import dev.durable.payload.FailureInfoCodec;
import dev.durable.store.UpdateRejection;
import dev.durable.store.UpdateRejections;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The answers to updates that came as messages and were rejected, until somebody receives them. Thread-safe. */
final class RejectedUpdates implements UpdateRejections {

    private static final Duration KEPT = Duration.ofHours(1);

    private final StoreConnections connections;
    private final FailureInfoCodec failures;

    RejectedUpdates(StoreConnections connections, FailureInfoCodec failures) {
        this.connections = connections;
        this.failures = failures;
    }

    @Override
    public void addRejection(UpdateRejection rejection) {
        try {
            replace(rejection);
        } catch (DurableException e) {
            // a node that has lost the run and does not know it may store its answer at the same time; either will do
            if (!SqlFailures.isDuplicateKey(e)) {
                throw e;
            }
        }
    }

    private void replace(UpdateRejection rejection) {
        Instant rejectedAt = Micros.of(rejection.rejectedAt());
        connections.inOwnTransaction(connections.queryOn(session -> {
            session.createMutationQuery(
                            "delete from UpdateRejection r where r.messageId = :message or r.rejectedAt < :outdated")
                    .setParameter("message", rejection.messageId())
                    .setParameter("outdated", rejectedAt.minus(KEPT))
                    .executeUpdate();
            return session.insert(
                    new UpdateRejectionRow(rejection.messageId(), rejectedAt, failures.encode(rejection.failure())));
        }));
    }

    @Override
    public Optional<UpdateRejection> rejection(UUID messageId) {
        return connections
                .readCommitted(session -> Optional.ofNullable(session.get(UpdateRejectionRow.class, messageId)))
                .map(row -> new UpdateRejection(row.messageId, row.rejectedAt, failures.decode(row.failure)));
    }

    @Override
    public void removeRejection(UUID messageId) {
        connections.inOwnTransaction(connections.queryOn(
                session -> session.createMutationQuery("delete from UpdateRejection r where r.messageId = :message")
                        .setParameter("message", messageId)
                        .executeUpdate()));
    }
}
