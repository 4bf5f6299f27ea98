package dev.durable.jpa;

import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.LockMode;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/** Selects rows with a lock and then deletes them. */
final class StandardRunDeletions implements RunDeletions {

    private static final List<String> DELETES = Stream.of(
                    "Event e where e.key.runId",
                    "Message m where m.key.runId",
                    "ActivityTask t where t.key.runId",
                    "FailedAttempt f where f.key.runId",
                    "SearchAttribute a where a.key.runId",
                    "Run r where r.runId")
            .map(rows -> "delete from " + rows + " in :runs")
            .toList();

    private final SessionFactory sessions;

    StandardRunDeletions(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<UUID> findClosed(Connection connection, UUID runId) {
        return inSession(
                connection,
                session -> ids(session.createSelectionQuery(
                                "from Run r where r.runId = :run and r.openKey is null", RunRow.class)
                        .setParameter("run", runId)
                        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                        .getResultList()));
    }

    @Override
    public List<UUID> findClosed(Connection connection, Instant closedBefore, int limit) {
        return inSession(
                connection,
                session -> ids(session.createSelectionQuery(
                                "from Run r where r.closedAt < :before order by r.closedAt", RunRow.class)
                        .setParameter("before", closedBefore)
                        .setMaxResults(limit)
                        .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED)
                        .getResultList()));
    }

    @Override
    public void delete(Connection connection, List<UUID> runs) {
        inSession(connection, session -> {
            DELETES.forEach(delete -> session.createMutationQuery(delete)
                    .setParameter("runs", runs)
                    .executeUpdate());
            return runs;
        });
    }

    private static List<UUID> ids(List<RunRow> runs) {
        return runs.stream().map(run -> run.runId).toList();
    }

    private <T> T inSession(Connection connection, Function<StatelessSession, T> work) {
        try (StatelessSession session = sessions.openStatelessSession(connection)) {
            return work.apply(session);
        }
    }
}
