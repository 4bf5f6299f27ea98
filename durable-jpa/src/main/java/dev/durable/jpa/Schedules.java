package dev.durable.jpa;

import dev.durable.failure.DurableException;
import dev.durable.store.ScheduleStore;
import dev.durable.store.StoredSchedule;
import dev.durable.store.TurnWrite;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/** The schedules. Few rows and few statements, so they are the same on all databases. Thread-safe. */
final class Schedules implements ScheduleStore {

    private static final String REPLACE = "update Schedule s set s.version = s.version + 1, s.wakeAt = :wakeAt,"
            + " s.paused = :paused, s.definition = :definition, s.progress = :progress"
            + " where s.scheduleId = :id and s.version = :version";

    private final StoreConnections connections;
    private final TurnWriter turns;

    Schedules(StoreConnections connections, TurnWriter turns) {
        this.connections = connections;
        this.turns = turns;
    }

    @Override
    public boolean createSchedule(StoredSchedule schedule) {
        try {
            return write(session -> insertIfAbsent(session, schedule));
        } catch (DurableException e) {
            if (SqlFailures.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }

    /** It is looked for first, because a duplicate key would spoil the caller's transaction on PostgreSQL. */
    private static boolean insertIfAbsent(StatelessSession session, StoredSchedule schedule) {
        boolean absent = session.get(ScheduleRow.class, schedule.scheduleId()) == null;
        if (absent) {
            session.insert(new ScheduleRow(schedule));
        }
        return absent;
    }

    @Override
    public Optional<StoredSchedule> findSchedule(String scheduleId) {
        return connections.read(session ->
                Optional.ofNullable(session.get(ScheduleRow.class, scheduleId)).map(ScheduleRow::toStoredSchedule));
    }

    @Override
    public List<StoredSchedule> listSchedules(String idPrefix, @Nullable String afterId, int limit) {
        String end = TextPrefix.end(idPrefix);
        String query = "from Schedule s where s.scheduleId >= :prefix"
                + (end == null ? "" : " and s.scheduleId < :end")
                + (afterId == null ? "" : " and s.scheduleId > :after")
                + " order by s.scheduleId";
        return connections.read(session -> {
            SelectionQuery<ScheduleRow> rows =
                    session.createSelectionQuery(query, ScheduleRow.class).setParameter("prefix", idPrefix);
            if (end != null) {
                rows.setParameter("end", end);
            }
            if (afterId != null) {
                rows.setParameter("after", afterId);
            }
            return rows.setMaxResults(limit).getResultList().stream()
                    .map(ScheduleRow::toStoredSchedule)
                    .toList();
        });
    }

    @Override
    public boolean replaceSchedule(StoredSchedule schedule) {
        return write(session -> replace(session, schedule));
    }

    @Override
    public boolean commitSchedule(StoredSchedule schedule, List<TurnWrite> starts) {
        return connections.inOwnTransaction(connection -> {
            boolean replaced = connections
                    .<Boolean>queryOn(session -> replace(session, schedule))
                    .on(connection);
            if (replaced) {
                start(connection, starts);
            }
            return replaced;
        });
    }

    @Override
    public boolean deleteSchedule(String scheduleId) {
        return write(session -> session.createMutationQuery("delete from Schedule s where s.scheduleId = :id")
                        .setParameter("id", scheduleId)
                        .executeUpdate()
                == 1);
    }

    @Override
    public Optional<Instant> earliestScheduleWakeUp() {
        return connections.readCommitted(session ->
                Optional.ofNullable(session.createSelectionQuery("select min(s.wakeAt) from Schedule s", Instant.class)
                        .getSingleResultOrNull()));
    }

    @Override
    public List<StoredSchedule> claimDueSchedules(Instant now, Instant until, int limit) {
        return connections.inOwnTransaction(connections.queryOn(session -> {
            List<ScheduleRow> rows = session.createSelectionQuery(
                            "from Schedule s where s.wakeAt <= :now", ScheduleRow.class)
                    .setParameter("now", Micros.of(now))
                    .setMaxResults(limit)
                    .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED)
                    .getResultList();
            if (!rows.isEmpty()) {
                putOff(session, rows, Micros.of(until));
            }
            return rows.stream().map(ScheduleRow::toStoredSchedule).toList();
        }));
    }

    private static void putOff(StatelessSession session, List<ScheduleRow> rows, Instant until) {
        session.createMutationQuery("update Schedule s set s.wakeAt = :until where s.scheduleId in :ids")
                .setParameter("until", until)
                .setParameter("ids", rows.stream().map(row -> row.scheduleId).toList())
                .executeUpdate();
        rows.forEach(row -> row.wakeAt = until);
    }

    private static boolean replace(StatelessSession session, StoredSchedule schedule) {
        return session.createMutationQuery(REPLACE)
                        .setParameter("wakeAt", Micros.ofNullable(schedule.wakeAt()))
                        .setParameter("paused", schedule.paused())
                        .setParameter("definition", schedule.definition())
                        .setParameter("progress", schedule.progress())
                        .setParameter("id", schedule.scheduleId())
                        .setParameter("version", schedule.version())
                        .executeUpdate()
                == 1;
    }

    private void start(Connection connection, List<TurnWrite> starts) throws SQLException {
        // one by one, so that a conflict tells what it is
        for (TurnWrite start : starts) {
            turns.write(connection, List.of(start));
        }
    }

    private boolean write(Change change) {
        StoreConnections.Work<Boolean> work = connections.queryOn(change::on);
        return connections.inCallersTransaction()
                ? connections.writeInCallersTransaction(work)
                : connections.inOwnTransaction(work);
    }

    private interface Change {
        boolean on(StatelessSession session);
    }
}
