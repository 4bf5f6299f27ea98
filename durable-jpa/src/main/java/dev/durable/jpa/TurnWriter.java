package dev.durable.jpa;

import dev.durable.jpa.TurnStatements.DeletedMessages;
import dev.durable.store.CommitResult;
import dev.durable.store.RunClosing;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreConflictException.Kind;
import dev.durable.store.TurnWrite;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Writes turns on a connection: one statement for each table concerned, whatever the number of turns. Thread-safe. */
final class TurnWriter {

    private final TurnStatements statements;
    private final OutputStatements outputStatements;
    private final SearchAttributeWriter searchAttributes;
    private final SessionFactory sessions;
    private final RowCodec codec;

    TurnWriter(
            TurnStatements statements,
            OutputStatements outputStatements,
            SearchAttributeWriter searchAttributes,
            SessionFactory sessions,
            RowCodec codec) {
        this.statements = statements;
        this.outputStatements = outputStatements;
        this.searchAttributes = searchAttributes;
        this.sessions = sessions;
        this.codec = codec;
    }

    /** Writes turns in a transaction of its own, or without one if they are a single statement. */
    CommitResult commit(StoreConnections connections, List<TurnWrite> turns) {
        TurnRows rows = new TurnRows(turns, codec);
        if (statements.canWriteAtOnce(rows)) {
            connections.inOwnStatement(connection -> {
                writeAtOnce(connection, turns, rows);
                return true;
            });
            return CommitResult.COMPLETE;
        }
        return connections.inOwnTransaction(connection -> write(connection, turns, rows));
    }

    private void writeAtOnce(Connection connection, List<TurnWrite> turns, TurnRows rows) throws SQLException {
        Kind whenDuplicate = rows.newRuns.isEmpty() ? Kind.OWNERSHIP_LOST : Kind.WORKFLOW_ID_TAKEN;
        List<RunUpdate> updates = updates(rows, DeletedMessages.NONE);
        boolean written = onDuplicate(turns, whenDuplicate, () -> statements.writeAtOnce(connection, rows, updates));
        if (!written) {
            throw conflict(turns, whyNotUpdated(connection, turns), null);
        }
    }

    /** Writes turns in the transaction of the connection. */
    CommitResult write(Connection connection, List<TurnWrite> turns) throws SQLException {
        return write(connection, turns, new TurnRows(turns, codec));
    }

    private CommitResult write(Connection connection, List<TurnWrite> turns, TurnRows rows) throws SQLException {
        TurnOutputs outputs = new TurnOutputs(connection, outputStatements, turns);
        if (rows.haveOutputs()) {
            outputs.lockRuns();
        }
        insertRuns(connection, turns, rows);
        writeRows(connection, turns, rows);
        if (rows.haveOutputs()) {
            writeOutputs(connection, turns, outputs);
        }
        return outputs.result();
    }

    /** Writes what turns write of other runs, and what those turns write that are part of it. */
    private void writeOutputs(Connection connection, List<TurnWrite> turns, TurnOutputs outputs) throws SQLException {
        List<TurnWrite> begun = outputs.beginRuns(turns);
        while (!begun.isEmpty()) {
            writeRows(connection, turns, new TurnRows(begun, codec));
            begun = outputs.beginRuns(begun);
        }
        List<MessageRow> messages = outputs.messages(codec);
        if (!messages.isEmpty()) {
            outputs.announce(messages);
            insertMessages(connection, turns, messages);
        }
    }

    /** Writes all rows but those of new runs. */
    private void writeRows(Connection connection, List<TurnWrite> turns, TurnRows rows) throws SQLException {
        insertEvents(connection, turns, rows);
        writeMessagesAndUpdateRuns(connection, turns, rows);
        closeContinuedRuns(connection, turns, rows);
        changeStatus(connection, turns, rows);
        writeActivities(connection, rows);
        searchAttributes.write(connection, rows.searchAttributeTurns);
    }

    private void insertRuns(Connection connection, List<TurnWrite> turns, TurnRows rows) throws SQLException {
        boolean ordinary = rows.newRuns.isEmpty()
                || onDuplicate(turns, Kind.WORKFLOW_ID_TAKEN, () -> statements.insertRuns(connection, rows.newRuns));
        boolean special = rows.specialRuns.isEmpty()
                || onDuplicate(
                        turns,
                        Kind.WORKFLOW_ID_TAKEN,
                        () -> outputStatements
                                .insertRuns(connection, rows.specialRuns)
                                .isEmpty());
        if (!ordinary || !special) {
            throw conflict(turns, Kind.WORKFLOW_ID_TAKEN, null);
        }
    }

    private void insertEvents(Connection connection, List<TurnWrite> turns, TurnRows rows) throws SQLException {
        if (!rows.events.isEmpty()) {
            onDuplicate(turns, Kind.OWNERSHIP_LOST, () -> {
                statements.insertEvents(connection, rows.events);
                return true;
            });
        }
    }

    private void writeMessagesAndUpdateRuns(Connection connection, List<TurnWrite> turns, TurnRows rows)
            throws SQLException {
        DeletedMessages deleted = rows.consumedMessages.isEmpty()
                ? DeletedMessages.NONE
                : statements.deleteMessages(connection, rows.consumedMessages);
        if (deleted.count() != rows.consumedMessages.size()) {
            throw conflict(turns, Kind.OWNERSHIP_LOST, null);
        }
        if (!rows.parkedMessages.isEmpty()) {
            insertMessages(connection, turns, rows.parkedMessages);
        }
        if (!rows.updatingTurns.isEmpty()) {
            int updated = statements.updateRuns(connection, updates(rows, deleted));
            if (updated == TurnStatements.NO_SUCH_RUN) {
                throw conflict(turns, Kind.OWNERSHIP_LOST, null);
            }
            if (updated != rows.updatingTurns.size()) {
                throw conflict(turns, whyNotUpdated(connection, turns), null);
            }
        }
    }

    private void insertMessages(Connection connection, List<TurnWrite> turns, List<MessageRow> messages)
            throws SQLException {
        onDuplicate(turns, Kind.OWNERSHIP_LOST, () -> {
            statements.insertMessages(connection, messages);
            return true;
        });
    }

    private void closeContinuedRuns(Connection connection, List<TurnWrite> turns, TurnRows rows) throws SQLException {
        List<TurnWrite> continued = rows.continuedTurns;
        if (!continued.isEmpty() && outputStatements.closeContinued(connection, continued) != continued.size()) {
            throw conflict(turns, Kind.OWNERSHIP_LOST, null);
        }
    }

    private void changeStatus(Connection connection, List<TurnWrite> turns, TurnRows rows) throws SQLException {
        List<TurnWrite> changes = rows.statusTurns;
        if (!changes.isEmpty() && outputStatements.changeStatus(connection, changes) != changes.size()) {
            throw conflict(turns, Kind.OWNERSHIP_LOST, null);
        }
    }

    private void writeActivities(Connection connection, TurnRows rows) throws SQLException {
        if (!rows.activityTasks.isEmpty()) {
            statements.upsertActivityTasks(connection, rows.activityTasks);
        }
        if (!rows.endedActivityTasks.isEmpty()) {
            statements.deleteActivityTasks(connection, rows.endedActivityTasks);
        }
        if (!rows.failedAttempts.isEmpty()) {
            statements.insertFailedAttempts(connection, rows.failedAttempts);
        }
        if (!rows.outdatedAttempts.isEmpty()) {
            statements.deleteFailedAttemptsUpTo(connection, rows.outdatedAttempts);
        }
    }

    /** Always in the same order, so that two writers do not wait for each other. */
    private static List<RunUpdate> updates(TurnRows rows, DeletedMessages deleted) {
        return rows.updatingTurns.stream()
                .sorted(Comparator.comparing(TurnWrite::runId))
                .map(turn -> update(turn, deleted))
                .toList();
    }

    private static RunUpdate update(TurnWrite turn, DeletedMessages deleted) {
        // What a new run parks is counted when it is inserted.
        int parked = turn.newRun() == null ? turn.parkedMessages().size() : 0;
        RunClosing closing = turn.closing();
        return new RunUpdate(
                turn.runId(),
                turn.nodeId(),
                parked - turn.consumedMessages().size(),
                parked - deleted.parked(turn.runId()),
                closing);
    }

    /** The update does not tell; asked only after it has failed, and only where the answer is about one turn. */
    private Kind whyNotUpdated(Connection connection, List<TurnWrite> turns) {
        TurnWrite turn = turns.get(0);
        if (turn.closing() == null) {
            return Kind.OWNERSHIP_LOST;
        }
        try (StatelessSession session = sessions.openStatelessSession(connection)) {
            RunRow run = session.get(RunRow.class, turn.runId());
            return run != null && turn.nodeId().equals(run.owner) ? Kind.MESSAGES_PENDING : Kind.OWNERSHIP_LOST;
        }
    }

    interface Insert {
        boolean execute() throws SQLException;
    }

    static boolean onDuplicate(List<TurnWrite> turns, Kind kind, Insert insert) throws SQLException {
        try {
            return insert.execute();
        } catch (SQLException | RuntimeException e) {
            if (SqlFailures.isDuplicateKey(e)) {
                throw conflict(turns, kind, e);
            }
            throw e;
        }
    }

    static StoreConflictException conflict(List<TurnWrite> turns, Kind kind, @Nullable Exception cause) {
        if (turns.size() > 1) {
            return new StoreConflictException(
                    Kind.UNSPECIFIED, "One of " + turns.size() + " turns met a conflict (" + kind + ").", cause);
        }
        return new StoreConflictException(
                kind, "The turn of run " + turns.get(0).runId() + " met a conflict.", cause);
    }
}
