package dev.durable.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The statements that write turns: each method sends its rows in one round trip, whatever their number. No list is empty. Failures
 * are thrown as they are.
 */
interface TurnStatements {

    /** Number of updated runs if one of them does not exist. */
    int NO_SUCH_RUN = -1;

    /** Whether all these rows can be written by one statement, which is atomic by itself. */
    boolean canWriteAtOnce(TurnRows rows);

    /**
     * Writes new runs, events and updates by one statement; what exists is a duplicate key.
     *
     * @return whether all updates found their run; if not, nothing was written, and the connection has no transaction
     */
    boolean writeAtOnce(Connection connection, TurnRows rows, List<RunUpdate> updates) throws SQLException;

    /**
     * Inserts runs that are open.
     *
     * @return whether all were inserted; if not, a workflow id was taken. It may also be reported as a duplicate key.
     */
    boolean insertRuns(Connection connection, List<RunRow> runs) throws SQLException;

    /** Inserts events; one that exists is a duplicate key. */
    void insertEvents(Connection connection, List<EventRow> events) throws SQLException;

    /** Inserts messages; one that exists is a duplicate key. */
    void insertMessages(Connection connection, List<MessageRow> messages) throws SQLException;

    /** Deletes messages, as far as they exist. */
    DeletedMessages deleteMessages(Connection connection, List<MessageRow.Key> messages) throws SQLException;

    /**
     * Updates runs.
     *
     * @return how many were updated; or perhaps, if one does not exist, {@link #NO_SUCH_RUN}: then the transaction cannot go on
     */
    int updateRuns(Connection connection, List<RunUpdate> updates) throws SQLException;

    /** Inserts or replaces; no key occurs twice. */
    void upsertActivityTasks(Connection connection, List<ActivityTaskRow> tasks) throws SQLException;

    /** Deletes, as far as they exist. */
    void deleteActivityTasks(Connection connection, List<ActivityTaskRow.Key> tasks) throws SQLException;

    /** Inserts what does not exist yet. */
    void insertFailedAttempts(Connection connection, List<FailedAttemptRow> attempts) throws SQLException;

    /** Deletes the given attempts and those of the same activities before them. */
    void deleteFailedAttemptsUpTo(Connection connection, List<FailedAttemptRow.Key> attempts) throws SQLException;

    /**
     * Messages that were deleted.
     *
     * @param count how many
     * @param parkedByRun how many of them had been parked, for runs that had such
     */
    record DeletedMessages(int count, Map<UUID, Integer> parkedByRun) {

        /** No message. */
        static final DeletedMessages NONE = new DeletedMessages(0, Map.of());

        int parked(UUID runId) {
            return parkedByRun.getOrDefault(runId, 0);
        }
    }
}
