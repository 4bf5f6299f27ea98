package dev.durable.store.memory;

import dev.durable.store.FreedRuns;
import dev.durable.store.HostedWork;
import dev.durable.store.OwnershipStore;
import dev.durable.store.PendingWork;
import dev.durable.store.RunRelease;
import dev.durable.store.StoredRun;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Changes at one moment of the store's clock, under its lock, which node owns which runs. Thread-safe. */
final class MemoryOwnershipStore implements OwnershipStore {

    private final MemoryDatabase database;
    private final MemoryOwnership ownership;

    MemoryOwnershipStore(MemoryDatabase database, MemoryOwnership ownership) {
        this.database = database;
        this.ownership = ownership;
    }

    @Override
    public void registerNode(UUID nodeId, String nodeName, Duration lease) {
        database.run(() -> ownership.register(
                nodeId, nodeName, database.now(), database.now().plus(lease)));
    }

    @Override
    public boolean renewLease(UUID nodeId, Duration lease) {
        return database.locked(
                () -> ownership.renew(nodeId, database.now(), database.now().plus(lease)));
    }

    @Override
    public Duration supersededFor() {
        return database.locked(() -> ownership.supersededFor(database.now()));
    }

    @Override
    public boolean areOthersAlive(UUID nodeId) {
        return database.locked(() -> ownership.areOthersAlive(nodeId, database.now()));
    }

    @Override
    public void deregisterNode(UUID nodeId) {
        database.run(() -> ownership.deregister(nodeId, database.now()));
    }

    @Override
    public FreedRuns freeRunsOfDeadNodes(int limit) {
        return database.locked(() -> ownership.freeRunsOfDeadNodes(database.now(), limit));
    }

    @Override
    public PendingWork pendingWork(UUID nodeId, Set<String> taskQueues) {
        return database.locked(() -> ownership.pendingWork(
                nodeId,
                taskQueues,
                database.now(),
                database.tables().schedules().earliestWakeUp()));
    }

    @Override
    public List<StoredRun> claimRuns(UUID nodeId, HostedWork hosted, int limit) {
        return database.locked(() -> ownership.claim(nodeId, hosted, database.now(), limit));
    }

    @Override
    public Optional<StoredRun> claimRun(UUID nodeId, UUID runId) {
        return database.locked(() -> ownership.claim(nodeId, runId, database.now()));
    }

    @Override
    public void freeRun(UUID runId) {
        database.locked(() -> ownership.free(runId, database.now()));
    }

    @Override
    public List<UUID> ownedRuns(UUID nodeId) {
        return database.locked(() -> ownership.ownedRuns(nodeId));
    }

    @Override
    public List<UUID> ownedRunsWithMessages(UUID nodeId, int limit) {
        return database.locked(() -> ownership.ownedRunsWithMessages(nodeId, database.now(), limit));
    }

    @Override
    public List<UUID> releaseRuns(UUID nodeId, Collection<RunRelease> releases) {
        return database.locked(() -> ownership.release(nodeId, releases));
    }
}
