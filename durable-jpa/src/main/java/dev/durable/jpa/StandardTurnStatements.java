package dev.durable.jpa;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.jpa.schema.DatabasePlatform;
import dev.durable.jpa.schema.TableNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC batch of single-row statements for each table. Not by Hibernate, which sends rows one by one in transactions that it has not
 * begun itself (its {@code insertMultiple}), or always (its update queries).
 */
final class StandardTurnStatements implements TurnStatements {

    private final SqlValues values;
    private final StandardSql sql;

    StandardTurnStatements(DatabasePlatform platform, TableNames names) {
        this.values = SqlValues.of(platform);
        this.sql = StandardSql.of(platform, names);
    }

    @Override
    public boolean canWriteAtOnce(TurnRows rows) {
        return rows.areOnlyEvents() && rows.events.size() == 1;
    }

    @Override
    public boolean writeAtOnce(Connection connection, TurnRows rows, List<RunUpdate> updates) throws SQLException {
        insertEvents(connection, rows.events);
        return true;
    }

    @Override
    public boolean insertRuns(Connection connection, List<RunRow> runs) throws SQLException {
        batch(
                connection,
                sql.insertRun(),
                runs,
                (row, run) -> row.uuid(run.runId)
                        .text(run.workflowId)
                        .text(run.workflowType)
                        .text(run.taskQueue)
                        .text(run.status.name())
                        .uuid(run.owner)
                        .time(run.wakeAt)
                        .number(run.pending)
                        .number(run.parked)
                        .time(run.startedAt));
        return true;
    }

    @Override
    public void insertEvents(Connection connection, List<EventRow> events) throws SQLException {
        batch(
                connection,
                sql.insertEvent(),
                events,
                (row, event) -> row.uuid(event.key.runId())
                        .number(event.key.eventId())
                        .text(event.eventType)
                        .time(event.eventTime)
                        .text(event.attributes));
    }

    @Override
    public void insertMessages(Connection connection, List<MessageRow> messages) throws SQLException {
        batch(
                connection,
                sql.insertMessage(),
                messages,
                (row, message) -> row.uuid(message.key.runId())
                        .uuid(message.key.messageId())
                        .flag(message.parked)
                        .text(message.eventType)
                        .time(message.eventTime)
                        .text(message.attributes));
    }

    @Override
    public DeletedMessages deleteMessages(Connection connection, List<MessageRow.Key> messages) throws SQLException {
        List<MessageRow.Key> others = deleteMessages(connection, messages, false);
        if (others.isEmpty()) {
            return new DeletedMessages(messages.size(), Map.of());
        }
        List<MessageRow.Key> gone = deleteMessages(connection, others, true);
        Map<UUID, Integer> parkedByRun = new HashMap<>();
        others.stream()
                .filter(key -> !gone.contains(key))
                .forEach(key -> parkedByRun.merge(key.runId(), 1, Integer::sum));
        return new DeletedMessages(messages.size() - gone.size(), parkedByRun);
    }

    /** Deletes those that are parked or those that are not; returns what was not deleted. */
    private List<MessageRow.Key> deleteMessages(Connection connection, List<MessageRow.Key> messages, boolean parked)
            throws SQLException {
        int[] counts = fencedBatch(
                connection,
                sql.deleteMessage(),
                messages,
                (row, message) ->
                        row.uuid(message.runId()).uuid(message.messageId()).flag(parked));
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
        List<RunUpdate> ordered =
                updates.stream().sorted(Comparator.comparing(RunUpdate::runId)).toList();
        int[] counts = fencedBatch(
                connection,
                sql.updateRun(),
                ordered,
                (row, update) -> row.text(update.closedStatus())
                        .number(update.pendingDelta())
                        .number(update.parkedDelta())
                        .number(update.pendingDelta())
                        .number(update.parkedDelta())
                        .text(update.closedStatus())
                        .time(update.closedAt())
                        .text(update.closedStatus())
                        .text(update.closedStatus())
                        .uuid(update.runId())
                        .uuid(update.owner())
                        .text(update.closedStatus())
                        .number(update.pendingDelta()));
        return Arrays.stream(counts).sum();
    }

    @Override
    public void upsertActivityTasks(Connection connection, List<ActivityTaskRow> tasks) throws SQLException {
        batch(
                connection,
                sql.upsertActivityTask(),
                tasks,
                (row, task) -> row.uuid(task.key.runId())
                        .number(task.key.scheduledEventId())
                        .number(task.attempt)
                        .text(task.stage.name())
                        .time(task.stageAt)
                        .text(task.lastFailure)
                        .text(task.heartbeat)
                        .text(task.heartbeatMetadata)
                        .time(task.heartbeatAt));
    }

    @Override
    public void deleteActivityTasks(Connection connection, List<ActivityTaskRow.Key> tasks) throws SQLException {
        batch(
                connection,
                sql.deleteActivityTask(),
                tasks,
                (row, task) -> row.uuid(task.runId()).number(task.scheduledEventId()));
    }

    @Override
    public void insertFailedAttempts(Connection connection, List<FailedAttemptRow> attempts) throws SQLException {
        batch(
                connection,
                sql.insertFailedAttempt(),
                attempts,
                (row, attempt) -> row.uuid(attempt.key.runId())
                        .number(attempt.key.scheduledEventId())
                        .number(attempt.key.attempt())
                        .time(attempt.failedAt)
                        .time(attempt.nextAttemptAt)
                        .text(attempt.failure));
    }

    @Override
    public void deleteFailedAttemptsUpTo(Connection connection, List<FailedAttemptRow.Key> attempts)
            throws SQLException {
        batch(
                connection,
                sql.deleteFailedAttempts(),
                attempts,
                (row, attempt) -> row.uuid(attempt.runId())
                        .number(attempt.scheduledEventId())
                        .number(attempt.attempt()));
    }

    private interface Binding<R> {
        Parameters bind(Parameters parameters, R row) throws SQLException;
    }

    private <R> int[] batch(Connection connection, String sql, List<R> rows, Binding<R> binding) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (R row : rows) {
                binding.bind(new Parameters(statement), row);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    /** A batch whose counts are the fence, so a driver that is set not to tell them cannot be used. */
    private <R> int[] fencedBatch(Connection connection, String sql, List<R> rows, Binding<R> binding)
            throws SQLException {
        int[] counts = batch(connection, sql, rows, binding);
        if (Arrays.stream(counts).anyMatch(count -> count == Statement.SUCCESS_NO_INFO)) {
            throw new DurableException(
                    ErrorCode.STORE_FAILED,
                    "The JDBC driver does not tell how many rows a batch of updates has changed (useBulkStmts of MariaDB's"
                            + " driver has to be off).");
        }
        return counts;
    }

    /** Binds the parameters of one row, one after another. */
    private final class Parameters {

        private final PreparedStatement statement;
        private int parameter;

        Parameters(PreparedStatement statement) {
            this.statement = statement;
        }

        Parameters uuid(@Nullable UUID uuid) throws SQLException {
            values.setUuid(statement, ++parameter, uuid);
            return this;
        }

        Parameters text(@Nullable String text) throws SQLException {
            statement.setString(++parameter, text);
            return this;
        }

        Parameters number(int number) throws SQLException {
            statement.setInt(++parameter, number);
            return this;
        }

        Parameters flag(boolean flag) throws SQLException {
            statement.setBoolean(++parameter, flag);
            return this;
        }

        Parameters time(@Nullable Instant time) throws SQLException {
            values.setTime(statement, ++parameter, time);
            return this;
        }
    }
}
