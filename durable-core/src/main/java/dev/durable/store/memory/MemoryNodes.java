package dev.durable.store.memory;

import dev.durable.store.StoredNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** The leases of the nodes. Guarded by the store's lock. */
final class MemoryNodes {

    private record Lease(String nodeName, Instant until) {}

    private final Map<UUID, Lease> leases = new HashMap<>();

    /** When the leases would have ended of nodes whose names others have taken. */
    private final List<Instant> superseded = new ArrayList<>();

    void register(UUID nodeId, String nodeName, Instant now, Instant until) {
        superseded.removeIf(lease -> !lease.isAfter(now));
        leases.forEach((other, lease) -> {
            if (lease.nodeName().equals(nodeName) && !other.equals(nodeId) && isAlive(other, now)) {
                superseded.add(lease.until());
            }
        });
        leases.values().removeIf(lease -> lease.nodeName().equals(nodeName));
        leases.put(nodeId, new Lease(nodeName, until));
    }

    Duration supersededFor(Instant now) {
        return superseded.stream()
                .filter(until -> until.isAfter(now))
                .max(Comparator.naturalOrder())
                .map(until -> Duration.between(now, until))
                .orElse(Duration.ZERO);
    }

    boolean renew(UUID nodeId, Instant now, Instant until) {
        Lease lease = leases.get(nodeId);
        if (lease == null || !lease.until().isAfter(now)) {
            return false;
        }
        leases.put(nodeId, new Lease(lease.nodeName(), until));
        return true;
    }

    void remove(UUID nodeId) {
        leases.remove(nodeId);
    }

    boolean isAlive(UUID nodeId, Instant now) {
        Lease lease = leases.get(nodeId);
        return lease != null && lease.until().isAfter(now);
    }

    String nameOf(UUID nodeId) {
        Lease lease = leases.get(nodeId);
        return lease == null ? nodeId.toString() : lease.nodeName();
    }

    boolean areOthersAlive(UUID nodeId, Instant now) {
        return leases.keySet().stream().anyMatch(other -> !other.equals(nodeId) && isAlive(other, now));
    }

    boolean isAnyDead(Instant now) {
        return leases.values().stream().anyMatch(lease -> !lease.until().isAfter(now));
    }

    void removeDead(Instant now, Predicate<UUID> ownsNothing) {
        Iterator<UUID> nodeIds = leases.keySet().iterator();
        while (nodeIds.hasNext()) {
            UUID nodeId = nodeIds.next();
            if (!isAlive(nodeId, now) && ownsNothing.test(nodeId)) {
                nodeIds.remove();
            }
        }
    }

    List<StoredNode> list(Instant now, ToLongFunction<UUID> ownedRuns) {
        return leases.entrySet().stream()
                .map(entry -> new StoredNode(
                        entry.getKey(),
                        entry.getValue().nodeName(),
                        entry.getValue().until(),
                        isAlive(entry.getKey(), now),
                        ownedRuns.applyAsLong(entry.getKey())))
                .sorted(Comparator.comparing(StoredNode::nodeName))
                .toList();
    }
}
