package dev.durable.jpa;

import dev.durable.store.RetentionStore;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreConflictException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Deletes closed runs, in transactions of its own. Thread-safe. */
final class RunRetention implements RetentionStore {

    private final StoreConnections connections;
    private final RunDeletions deletions;
    private final RunQueries queries;

    RunRetention(StoreConnections connections, RunDeletions deletions, RunQueries queries) {
        this.connections = connections;
        this.deletions = deletions;
        this.queries = queries;
    }

    @Override
    public boolean deleteRun(UUID runId) {
        if (connections.inCallersTransaction()) {
            requireNotOpen(runId); // MariaDB and MySQL would wait for what the caller itself has locked
        }
        if (deleteClosed(runId)) {
            return true;
        }
        requireNotOpen(runId);
        return deleteClosed(runId); // it may have closed meanwhile
    }

    private boolean deleteClosed(UUID runId) {
        return connections.inOwnTransaction(connection -> delete(connection, deletions.findClosed(connection, runId)))
                > 0;
    }

    /** As the caller sees it: the run may have been started in the caller's transaction. */
    private void requireNotOpen(UUID runId) {
        boolean open = connections
                .read(session -> queries.findRun(session, runId))
                .filter(run -> !run.status().isClosed())
                .isPresent();
        if (open) {
            throw new StoreConflictException(Kind.RUN_OPEN, "Run " + runId + " is open.", null);
        }
    }

    @Override
    public int deleteClosedRuns(Instant closedBefore, int limit) {
        return connections.inOwnTransaction(
                connection -> delete(connection, deletions.findClosed(connection, closedBefore, limit)));
    }

    private int delete(Connection connection, List<UUID> runs) throws SQLException {
        if (!runs.isEmpty()) {
            deletions.delete(connection, runs);
        }
        return runs.size();
    }
}
