package dev.durable.jpa;

import dev.durable.store.StoreUnavailableException;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Moments at which attempts may begin, by the database's clock. */
final class QueueReservations {

    private final String insert;
    private final String reserved;

    QueueReservations(DatabaseClock clock) {
        insert = "insert into TaskQueue (taskQueue, reservedUntil) values (:queue, " + clock.now() + ")";
        reserved = "select q.reservedUntil, " + clock.now() + " from TaskQueue q where q.taskQueue = :queue";
    }

    Duration reserve(StatelessSession session, String taskQueue, int count, Duration apart) {
        @Nullable TaskQueueRow row = session.get(TaskQueueRow.class, taskQueue, LockMode.PESSIMISTIC_WRITE);
        if (row == null) {
            insert(session, taskQueue);
        }
        Tuple times = session.createSelectionQuery(reserved, Tuple.class)
                .setParameter("queue", taskQueue)
                .getSingleResult();
        Instant until = times.get(0, Instant.class);
        Instant now = times.get(1, Instant.class);
        Instant first = until.isAfter(now) ? until : now;
        session.createMutationQuery("update TaskQueue q set q.reservedUntil = :until where q.taskQueue = :queue")
                .setParameter("until", Micros.of(first.plus(apart.multipliedBy(count))))
                .setParameter("queue", taskQueue)
                .executeUpdate();
        return Duration.between(now, first);
    }

    private void insert(StatelessSession session, String taskQueue) {
        try {
            session.createMutationQuery(insert).setParameter("queue", taskQueue).executeUpdate();
        } catch (RuntimeException e) {
            if (SqlFailures.isDuplicateKey(e)) {
                throw new StoreUnavailableException(
                        "Another node adds the task queue " + taskQueue + " at this moment.", false, e);
            }
            throw e;
        }
    }
}
