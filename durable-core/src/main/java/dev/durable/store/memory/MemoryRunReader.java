package dev.durable.store.memory;

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

/** Reads what the thread sees: what is committed, and what its transaction has changed. Thread-safe. */
final class MemoryRunReader implements RunReader {

    private final MemoryDatabase database;
    private final MemoryReader reader;

    MemoryRunReader(MemoryDatabase database, MemoryReader reader) {
        this.database = database;
        this.reader = reader;
    }

    @Override
    public Optional<StoredRun> findRun(UUID runId) {
        return database.read(tables -> reader.findRun(tables, runId));
    }

    @Override
    public Optional<StoredRun> findRun(String workflowId) {
        return database.read(tables -> reader.findRun(tables, workflowId));
    }

    @Override
    public List<HistoryEvent> history(UUID runId, int afterEventId) {
        return database.read(tables -> reader.history(tables, runId, afterEventId));
    }

    @Override
    public List<HistoryEvent> history(UUID runId, int afterEventId, int limit) {
        return history(runId, afterEventId).stream().limit(limit).toList();
    }

    @Override
    public Optional<HistoryEvent> lastEvent(UUID runId) {
        return database.read(tables -> reader.lastEvent(tables, runId));
    }

    @Override
    public Map<UUID, Integer> lastEventIds(Collection<UUID> runIds) {
        return database.read(tables -> reader.lastEventIds(tables, runIds));
    }

    @Override
    public List<StoredMessage> messages(UUID runId) {
        return database.read(tables -> reader.messages(tables, runId));
    }

    @Override
    public boolean isDelivered(String workflowId, UUID messageId) {
        return database.read(tables -> reader.isDelivered(tables, workflowId, messageId));
    }

    @Override
    public List<ActivityTaskState> activityTasks(UUID runId) {
        return database.read(tables -> reader.activityTasks(tables, runId));
    }

    @Override
    public List<RunSnapshot> snapshots(Collection<UUID> runIds, int maxEvents) {
        return database.read(tables -> reader.snapshots(tables, runIds, maxEvents));
    }

    @Override
    public List<FailedAttempt> failedAttempts(UUID runId, int limit) {
        return database.read(tables -> reader.failedAttempts(tables, runId, limit));
    }

    @Override
    public WorkflowPage list(WorkflowFilter filter) {
        return database.read(tables -> reader.list(tables, filter));
    }

    @Override
    public long count(WorkflowFilter filter) {
        return database.read(tables -> reader.count(tables, filter));
    }

    @Override
    public List<CodeVersionUse> codeVersions() {
        return database.read(reader::codeVersions);
    }

    @Override
    public SearchAttributes searchAttributes(UUID runId) {
        return database.read(tables -> reader.searchAttributes(tables, runId));
    }
}
