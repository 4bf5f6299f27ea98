package dev.durable.jpa;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.jpa.schema.DatabasePlatform;
import dev.durable.jpa.schema.TableNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/** JDBC batches: by Hibernate for what are entities, natively for updates and deletes, which Hibernate would send one by one. */
final class StandardTurnStatements implements TurnStatements {

    private final SessionFactory sessions;
    private final SqlValues values;
    private final String deleteMessage;
    private final String updateRun;
    private final String deleteActivityTask;
    private final String insertFailedAttempt;
    private final String deleteFailedAttempts;

    StandardTurnStatements(SessionFactory sessions, DatabasePlatform platform, TableNames names) {
        this.sessions = sessions;
        this.values = SqlValues.of(platform);
        deleteMessage = "delete from %s where run_id = ? and message_id = ? and parked = ?"
                .formatted(names.qualified("message"));
        // MySQL assigns from left to right and reads what it has assigned, so wake_at comes before the counters.
        updateRun = """
                update %s set
                    wake_at = case when ? is null and pending + ? > parked + ? then wake_at end,
                    pending = pending + ?,
                    parked = parked + ?,
                    status = coalesce(?, status),
                    closed_at = ?,
                    open_key = case when ? is null then open_key end,
                    owner = case when ? is null then owner end
                where run_id = ? and owner = ? and (? is null or pending + ? = 0)"""
                .formatted(names.qualified("run"));
        deleteActivityTask = "delete from %s where run_id = ? and scheduled_event_id = ?"
                .formatted(names.qualified("activity_task"));
        insertFailedAttempt = insertFailedAttempt(platform).formatted(names.qualified("failed_attempt"));
        deleteFailedAttempts = "delete from %s where run_id = ? and scheduled_event_id = ? and attempt <= ?"
                .formatted(names.qualified("failed_attempt"));
    }

    private static String insertFailedAttempt(DatabasePlatform platform) {
        return switch (platform) {
            case H2 -> """
                    merge into %s as t using (values (cast(? as uuid), cast(? as integer), cast(? as integer),
                        cast(? as timestamp(6) with time zone), cast(? as timestamp(6) with time zone),
                        cast(? as character large object)))
                        as input (run_id, scheduled_event_id, attempt, failed_at, next_attempt_at, failure)
                    on t.run_id = input.run_id and t.scheduled_event_id = input.scheduled_event_id
                        and t.attempt = input.attempt
                    when not matched then insert (run_id, scheduled_event_id, attempt, failed_at, next_attempt_at, failure)
                        values (input.run_id, input.scheduled_event_id, input.attempt, input.failed_at, input.next_attempt_at,
                        input.failure)""";
            case MYSQL, MARIADB -> """
                    insert ignore into %s (run_id, scheduled_event_id, attempt, failed_at, next_attempt_at, failure)
                    values (?, ?, ?, ?, ?, ?)""";
            case POSTGRESQL -> throw new IllegalArgumentException("PostgreSQL has statements of its own");
        };
    }

    @Override
    public boolean insertsEventsAtomically() {
        return false;
    }

    @Override
    public boolean insertRuns(Connection connection, List<RunRow> runs) {
        inSession(connection, runs.size(), session -> session.insertMultiple(runs));
        return true;
    }

    @Override
    public void insertEvents(Connection connection, List<EventRow> events) {
        inSession(connection, events.size(), session -> session.insertMultiple(events));
    }

    @Override
    public void insertMessages(Connection connection, List<MessageRow> messages) {
        inSession(connection, messages.size(), session -> session.insertMultiple(messages));
    }

    @Override
    public DeletedMessages deleteMessages(Connection connection, List<MessageRow.Key> messages) throws SQLException {
        List<MessageRow.Key> others = deleteMessages(connection, messages, false);
        if (others.isEmpty()) {
            return new DeletedMessages(messages.size(), Map.of());
        }
        List<MessageRow.Key> gone = deleteMessages(connection, others, true);
        Map<UUID, Integer> parkedByRun = new HashMap<>();
        others.stream().filter(key -> !gone.contains(key)).forEach(key -> parkedByRun.merge(key.runId(), 1, Integer::sum));
        return new DeletedMessages(messages.size() - gone.size(), parkedByRun);
    }

    /** Deletes those that are parked or those that are not; returns what was not deleted. */
    private List<MessageRow.Key> deleteMessages(Connection connection, List<MessageRow.Key> messages, boolean parked)
            throws SQLException {
        int[] counts = batch(connection, deleteMessage, messages, (statement, message) -> {
            values.setUuid(statement, 1, message.runId());
            values.setUuid(statement, 2, message.messageId());
            statement.setBoolean(3, parked);
        });
        List<MessageRow.Key> remaining = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                remaining.add(messages.get(i));
            }
        }
        return remaining;
    }

    @Override
    public int updateRuns(Connection connection, List<RunUpdate> updates) throws SQLException {
        // Always in the same order, so that two writers do not wait for each other.
        List<RunUpdate> ordered = updates.stream()
                .sorted(Comparator.comparing(RunUpdate::runId))
                .toList();
        int[] counts = batch(connection, updateRun, ordered, (statement, update) -> {
            String closed = update.closedStatus();
            statement.setString(1, closed);
            statement.setInt(2, update.pendingDelta());
            statement.setInt(3, update.parkedDelta());
            statement.setInt(4, update.pendingDelta());
            statement.setInt(5, update.parkedDelta());
            statement.setString(6, closed);
            values.setTime(statement, 7, update.closedAt());
            statement.setString(8, closed);
            statement.setString(9, closed);
            values.setUuid(statement, 10, update.runId());
            values.setUuid(statement, 11, update.owner());
            statement.setString(12, closed);
            statement.setInt(13, update.pendingDelta());
        });
        return Arrays.stream(counts).sum();
    }

    @Override
    public void upsertActivityTasks(Connection connection, List<ActivityTaskRow> tasks) {
        inSession(connection, tasks.size(), session -> session.upsertMultiple(tasks));
    }

    @Override
    public void deleteActivityTasks(Connection connection, List<ActivityTaskRow.Key> tasks) throws SQLException {
        batch(connection, deleteActivityTask, tasks, (statement, task) -> {
            values.setUuid(statement, 1, task.runId());
            statement.setInt(2, task.scheduledEventId());
        });
    }

    @Override
    public void insertFailedAttempts(Connection connection, List<FailedAttemptRow> attempts) throws SQLException {
        batch(connection, insertFailedAttempt, attempts, (statement, attempt) -> {
            values.setUuid(statement, 1, attempt.key.runId());
            statement.setInt(2, attempt.key.scheduledEventId());
            statement.setInt(3, attempt.key.attempt());
            values.setTime(statement, 4, attempt.failedAt);
            values.setTime(statement, 5, attempt.nextAttemptAt);
            statement.setString(6, attempt.failure);
        });
    }

    @Override
    public void deleteFailedAttemptsUpTo(Connection connection, List<FailedAttemptRow.Key> attempts)
            throws SQLException {
        batch(connection, deleteFailedAttempts, attempts, (statement, attempt) -> {
            values.setUuid(statement, 1, attempt.runId());
            statement.setInt(2, attempt.scheduledEventId());
            statement.setInt(3, attempt.attempt());
        });
    }

    private void inSession(Connection connection, int rows, Consumer<StatelessSession> work) {
        try (StatelessSession session = sessions.openStatelessSession(connection)) {
            session.setJdbcBatchSize(rows);
            work.accept(session);
        }
    }

    private interface Binding<R> {
        void bind(PreparedStatement statement, R row) throws SQLException;
    }

    private static <R> int[] batch(Connection connection, String sql, List<R> rows, Binding<R> binding)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (R row : rows) {
                binding.bind(statement, row);
                statement.addBatch();
            }
            return told(statement.executeBatch());
        }
    }

    /** The fences depend on the counts, so a driver that is set not to tell them cannot be used. */
    private static int[] told(int[] counts) {
        if (Arrays.stream(counts).anyMatch(count -> count == Statement.SUCCESS_NO_INFO)) {
            throw new DurableException(
                    ErrorCode.STORE_FAILED,
                    "The JDBC driver does not tell how many rows a batch of updates has changed (useBulkStmts of MariaDB's"
                            + " driver has to be off).");
        }
        return counts;
    }
}
