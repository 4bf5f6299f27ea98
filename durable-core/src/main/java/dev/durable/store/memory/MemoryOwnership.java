package dev.durable.store.memory;

import dev.durable.store.FreedRuns;
import dev.durable.store.HostedWork;
import dev.durable.store.PendingWork;
import dev.durable.store.RunRelease;
import dev.durable.store.StoredNode;
import dev.durable.store.StoredRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** Nodes, and the runs they own. Guarded by the store's lock. */
final class MemoryOwnership {

    private final MemoryNodes nodes = new MemoryNodes();
    private final MemoryTables tables;

    MemoryOwnership(MemoryTables tables) {
        this.tables = tables;
    }

    void register(UUID nodeId, String nodeName, Instant now, Instant until) {
        nodes.register(nodeId, nodeName, now, until);
    }

    Duration supersededFor(Instant now) {
        return nodes.supersededFor(now);
    }

    boolean isAlive(UUID nodeId, Instant now) {
        return nodes.isAlive(nodeId, now);
    }

    boolean areOthersAlive(UUID nodeId, Instant now) {
        return nodes.areOthersAlive(nodeId, now);
    }

    boolean renew(UUID nodeId, Instant now, Instant until) {
        return nodes.renew(nodeId, now, until);
    }

    void deregister(UUID nodeId, Instant now) {
        nodes.remove(nodeId);
        tables.newestFirst(run -> run.isOwnedBy(nodeId)).forEach(run -> run.free(now));
    }

    FreedRuns freeRunsOfDeadNodes(Instant now, int limit) {
        List<MemoryRun> orphans = tables.newestFirst(run -> {
            UUID owner = run.owner();
            return owner != null && !nodes.isAlive(owner, now);
        });
        List<MemoryRun> freed = orphans.subList(0, Math.min(limit, orphans.size()));
        List<String> owners = freed.stream()
                .map(MemoryRun::owner)
                .filter(Objects::nonNull)
                .distinct()
                .map(nodes::nameOf)
                .toList();
        freed.forEach(run -> run.free(now));
        nodes.removeDead(
                now,
                nodeId -> tables.newestFirst(run -> run.isOwnedBy(nodeId) || MemoryActivities.isAnyClaimed(run, nodeId))
                        .isEmpty());
        return new FreedRuns(freed.size(), owners, freed.size() < orphans.size());
    }

    PendingWork pendingWork(UUID nodeId, Set<String> taskQueues, Instant now, Optional<Instant> nextSchedule) {
        return new PendingWork(
                isAny(run -> run.isOpen() && run.owner() == null && run.isDueAt(now)),
                isAny(run -> run.isOwnedBy(nodeId) && run.isDueAt(now)),
                nodes.isAnyDead(now),
                isAny(run -> run.isOpen() && MemoryActivities.hasFree(run, taskQueues, now)),
                nextSchedule.orElse(null));
    }

    private boolean isAny(Predicate<MemoryRun> condition) {
        return !tables.newestFirst(condition).isEmpty();
    }

    List<StoredRun> claim(UUID nodeId, HostedWork hosted, Instant now, int limit) {
        if (!nodes.isAlive(nodeId, now)) {
            return List.of();
        }
        List<MemoryRun> due = tables.newestFirst(run -> run.isOpen() && run.owner() == null && run.isDueAt(now));
        return due.stream()
                .filter(run -> isHosted(run.toStoredRun(), hosted))
                .sorted(Comparator.comparing(run -> run.toStoredRun().wakeAt()))
                .limit(limit)
                .map(run -> {
                    run.ownBy(nodeId);
                    run.pinTo(hosted.pinOf(run.toStoredRun().workflowType()));
                    return run.toStoredRun();
                })
                .toList();
    }

    private static boolean isHosted(StoredRun run, HostedWork hosted) {
        return hosted.taskQueues().contains(run.taskQueue())
                && hosted.workflowTypes().contains(run.workflowType())
                && (run.codeVersion() == null || run.codeVersion().equals(hosted.codeVersion()));
    }

    Optional<StoredRun> claim(UUID nodeId, UUID runId, Instant now) {
        MemoryRun run = tables.find(runId);
        if (run == null || !run.isOpen() || run.owner() != null || !nodes.isAlive(nodeId, now)) {
            return Optional.empty();
        }
        run.ownBy(nodeId);
        return Optional.of(run.toStoredRun());
    }

    boolean free(UUID runId, Instant now) {
        MemoryRun run = tables.find(runId);
        if (run == null || !run.isOpen()) {
            return false;
        }
        run.free(now);
        return true;
    }

    List<StoredNode> nodes(Instant now) {
        return nodes.list(now, nodeId -> ownedRuns(nodeId).size());
    }

    List<UUID> ownedRuns(UUID nodeId) {
        return tables.newestFirst(run -> run.isOwnedBy(nodeId)).stream()
                .map(MemoryRun::runId)
                .toList();
    }

    List<UUID> ownedRunsWithMessages(UUID nodeId, Instant now, int limit) {
        return tables.newestFirst(run -> run.isOwnedBy(nodeId) && run.isDueAt(now)).stream()
                .limit(limit)
                .map(MemoryRun::runId)
                .toList();
    }

    List<UUID> release(UUID nodeId, Collection<RunRelease> releases) {
        List<UUID> released = new ArrayList<>();
        for (RunRelease release : releases) {
            MemoryRun run = tables.find(release.runId());
            if (run != null && run.isOwnedBy(nodeId) && run.messages().size() == release.pendingMessages()) {
                run.free(release.wakeAt());
                released.add(release.runId());
            }
        }
        return released;
    }
}
