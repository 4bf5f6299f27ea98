package dev.durable.jpa;

import dev.durable.jpa.schema.DatabasePlatform;
import dev.durable.jpa.schema.TableNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A JDBC batch of single-row statements for each table. Not by Hibernate, which sends rows one by one in transactions that it has not
 * begun itself (its {@code insertMultiple}), or always (its update queries).
 */
final class StandardTurnStatements implements TurnStatements {

    private final SqlBatches batches;
    private final StandardSql sql;

    StandardTurnStatements(DatabasePlatform platform, TableNames names) {
        this.batches = new SqlBatches(platform);
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
        batches.execute(
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
        batches.execute(
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
        batches.execute(
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
        int[] counts = batches.executeCounted(
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
        int[] counts = batches.executeCounted(
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
        batches.execute(
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
                        .time(task.heartbeatAt)
                        .text(task.taskQueue)
                        .text(task.activityType)
                        .optionalNumber(task.priority)
                        .time(task.availableAt));
    }

    @Override
    public void deleteActivityTasks(Connection connection, List<ActivityTaskRow.Key> tasks) throws SQLException {
        batches.execute(
                connection,
                sql.deleteActivityTask(),
                tasks,
                (row, task) -> row.uuid(task.runId()).number(task.scheduledEventId()));
    }

    @Override
    public void insertFailedAttempts(Connection connection, List<FailedAttemptRow> attempts) throws SQLException {
        batches.execute(
                connection,
                sql.insertFailedAttempt(),
                attempts,
                (row, attempt) -> row.uuid(attempt.key.runId())
                        .number(attempt.key.scheduledEventId())
                        .number(attempt.key.attempt())
                        .time(attempt.failedAt)
                        .time(attempt.nextAttemptAt)
                        .time(attempt.failingSince)
                        .text(attempt.failure));
    }

    @Override
    public void deleteFailedAttemptsUpTo(Connection connection, List<FailedAttemptRow.Key> attempts)
            throws SQLException {
        batches.execute(
                connection,
                sql.deleteFailedAttempts(),
                attempts,
                (row, attempt) -> row.uuid(attempt.runId())
                        .number(attempt.scheduledEventId())
                        .number(attempt.attempt()));
    }
}
