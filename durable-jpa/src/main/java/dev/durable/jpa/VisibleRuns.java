package dev.durable.jpa;

import dev.durable.client.CodeVersionUse;
import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.history.HistoryEvent;
import dev.durable.search.SearchAttributes;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.RunReader;
import dev.durable.store.RunSnapshot;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredRun;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads runs as the caller sees them: in its transaction if there is one, and where it asks for what holds at this moment, past what its
 * earlier reads fix. Thread-safe.
 */
final class VisibleRuns implements RunReader {

    private final StoreConnections connections;
    private final OwnIsolation isolation;
    private final RunQueries queries;

    VisibleRuns(StoreConnections connections, OwnIsolation isolation, RunQueries queries) {
        this.connections = connections;
        this.isolation = isolation;
        this.queries = queries;
    }

    @Override
    public Optional<StoredRun> findRun(UUID runId) {
        return connections.read(session -> queries.findRun(session, runId));
    }

    @Override
    public Optional<StoredRun> findRun(String workflowId) {
        return connections.read(session -> queries.findRun(session, workflowId));
    }

    @Override
    public List<HistoryEvent> history(UUID runId, int afterEventId) {
        return connections.read(session -> queries.history(session, runId, afterEventId));
    }

    @Override
    public List<HistoryEvent> history(UUID runId, int afterEventId, int limit) {
        return connections.read(session -> queries.history(session, runId, afterEventId, limit));
    }

    @Override
    public List<HistoryEvent> currentHistory(UUID runId, int afterEventId) {
        return isolation.repeatsReads()
                ? connections.read(session -> queries.lockedHistory(session, runId, afterEventId))
                : history(runId, afterEventId);
    }

    @Override
    public List<ActivityTaskState> currentActivityTasks(UUID runId) {
        return isolation.repeatsReads()
                ? connections.read(session -> queries.lockedActivityTasks(session, runId))
                : activityTasks(runId);
    }

    @Override
    public Optional<HistoryEvent> lastEvent(UUID runId) {
        return connections.read(session -> queries.lastEvent(session, runId));
    }

    @Override
    public Map<UUID, Integer> lastEventIds(Collection<UUID> runIds) {
        return runIds.isEmpty() ? Map.of() : connections.read(session -> queries.lastEventIds(session, runIds));
    }

    @Override
    public List<StoredMessage> messages(UUID runId) {
        return connections.read(session -> queries.messages(session, runId));
    }

    @Override
    public boolean isDelivered(String workflowId, UUID messageId) {
        return connections.read(session -> queries.isDelivered(session, workflowId, messageId));
    }

    @Override
    public List<ActivityTaskState> activityTasks(UUID runId) {
        return connections.read(session -> queries.activityTasks(session, runId));
    }

    @Override
    public List<RunSnapshot> snapshots(Collection<UUID> runIds, int maxEvents) {
        return runIds.isEmpty()
                ? List.of()
                : connections.read(session -> queries.snapshots(session, runIds, maxEvents));
    }

    @Override
    public List<FailedAttempt> failedAttempts(UUID runId, int limit) {
        return connections.read(session -> queries.failedAttempts(session, runId, limit));
    }

    @Override
    public WorkflowPage list(WorkflowFilter filter) {
        return connections.read(session -> RunListing.list(session, filter));
    }

    @Override
    public long count(WorkflowFilter filter) {
        return connections.read(session -> RunListing.count(session, filter));
    }

    @Override
    public List<CodeVersionUse> codeVersions() {
        return connections.read(RunListing::codeVersions);
    }

    @Override
    public SearchAttributes searchAttributes(UUID runId) {
        return connections.read(session -> RunListing.searchAttributes(session, runId));
    }
}
