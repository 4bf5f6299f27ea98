package dev.durable.jpa;

import dev.durable.jpa.TurnStatements.DeletedMessages;
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
    private final SessionFactory sessions;
    private final RowCodec codec;

    TurnWriter(TurnStatements statements, SessionFactory sessions, RowCodec codec) {
        this.statements = statements;
        this.sessions = sessions;
        this.codec = codec;
    }

    /** Writes turns in a transaction of its own, or without one if they are a single statement. */
    void commit(StoreConnections connections, List<TurnWrite> turns) {
        TurnRows rows = new TurnRows(turns, codec);
        if (statements.canWriteAtOnce(rows)) {
            connections.inOwnStatement(connection -> {
                writeAtOnce(connection, turns, rows);
                return true;
            });
        } else {
            connections.inOwnTransaction(connection -> {
                write(connection, turns, rows);
                return true;
            });
        }
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
    void write(Connection connection, List<TurnWrite> turns) throws SQLException {
        write(connection, turns, new TurnRows(turns, codec));
    }

    private void write(Connection connection, List<TurnWrite> turns, TurnRows rows) throws SQLException {
        insertRuns(connection, turns, rows);
        insertEvents(connection, turns, rows);
        writeMessagesAndUpdateRuns(connection, turns, rows);
        writeActivities(connection, rows);
    }

    private void insertRuns(Connection connection, List<TurnWrite> turns, TurnRows rows) throws SQLException {
        if (rows.newRuns.isEmpty()) {
            return;
        }
        boolean inserted =
                onDuplicate(turns, Kind.WORKFLOW_ID_TAKEN, () -> statements.insertRuns(connection, rows.newRuns));
        if (!inserted) {
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
            onDuplicate(turns, Kind.OWNERSHIP_LOST, () -> {
                statements.insertMessages(connection, rows.parkedMessages);
                return true;
            });
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

    private interface Insert {
        boolean execute() throws SQLException;
    }

    private static boolean onDuplicate(List<TurnWrite> turns, Kind kind, Insert insert) throws SQLException {
        try {
            return insert.execute();
        } catch (SQLException | RuntimeException e) {
            if (SqlFailures.isDuplicateKey(e)) {
                throw conflict(turns, kind, e);
            }
            throw e;
        }
    }

    private static StoreConflictException conflict(List<TurnWrite> turns, Kind kind, @Nullable Exception cause) {
        if (turns.size() > 1) {
            return new StoreConflictException(
                    Kind.UNSPECIFIED, "One of " + turns.size() + " turns met a conflict (" + kind + ").", cause);
        }
        return new StoreConflictException(
                kind, "The turn of run " + turns.get(0).runId() + " met a conflict.", cause);
    }
}
