package dev.durable.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Finds closed runs, locks them, and deletes what is stored of them, in the transaction of the connection. */
interface RunDeletions {

    /** The run, if it has closed. */
    List<UUID> findClosed(Connection connection, UUID runId) throws SQLException;

    /** Runs that closed before a time, the oldest ones first. Rows that others have locked are left to them. */
    List<UUID> findClosed(Connection connection, Instant closedBefore, int limit) throws SQLException;

    /** Deletes all rows of the runs; there is at least one. */
    void delete(Connection connection, List<UUID> runs) throws SQLException;
}
