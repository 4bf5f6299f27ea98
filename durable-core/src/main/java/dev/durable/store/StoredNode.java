package dev.durable.store;

import java.time.Instant;
import java.util.UUID;

/**
 * A node that is registered.
 *
 * @param nodeId this incarnation of it
 * @param nodeName name that may stay the same when the instance restarts
 * @param leaseUntil when its lease ends
 * @param alive whether its lease is valid
 * @param ownedRuns runs that only it may advance
 */
public record StoredNode(UUID nodeId, String nodeName, Instant leaseUntil, boolean alive, long ownedRuns) {}
