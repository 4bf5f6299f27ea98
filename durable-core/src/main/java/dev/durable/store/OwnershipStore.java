package dev.durable.store;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which node may advance which run. A node holds a lease, by the database's clock; runs are not leased one by one.
 */
public interface OwnershipStore {

    /**
     * Adds the node with a fresh lease. Other nodes of the same name are predecessors of this one: their leases end at once.
     *
     * @param nodeId identity of this incarnation of the node
     * @param nodeName name that stays the same when the instance restarts
     */
    void registerNode(UUID nodeId, String nodeName, Duration lease);

    /** Renews the lease; false if the node is not registered any more, because its lease had ended or a successor came. */
    boolean renewLease(UUID nodeId, Duration lease);

    /**
     * For how long there may be nodes that do not know yet that others have taken their names: until the leases have ended that they had then.
     * Zero if there are none.
     */
    Duration supersededFor();

    /** Whether leases of other nodes are valid. */
    boolean areOthersAlive(UUID nodeId);

    /** Ends the node's lease at once and removes it; runs that it still owns become free and due. */
    void deregisterNode(UUID nodeId);

    /**
     * Frees runs whose owners' leases have ended (or whose owners are not registered) and makes them due, at most the given
     * number, and removes such nodes once they own nothing and have claimed no attempts of activities. Runs that others have locked just now are left
     * out, not waited for.
     */
    FreedRuns freeRunsOfDeadNodes(int limit);

    /**
     * Looks whether there is something to do for the node: what a node asks when it has nothing to do, so it has to be cheap.
     *
     * @param taskQueues the queues of which the node executes activities
     */
    PendingWork pendingWork(UUID nodeId, Set<String> taskQueues);

    /**
     * Makes the node owner of runs that are open, free, due, and of those that it hosts; their wake-up time is cleared, and those of pinned types
     * that are not pinned yet are pinned to its version. Runs that another node is claiming at the same time are skipped.
     *
     * @return the runs; none if the node's lease is not valid: a node that stood still must not take its former runs up again under
     *     an identity that others have seen die
     */
    List<StoredRun> claimRuns(UUID nodeId, HostedWork hosted, int limit);

    /**
     * Makes the node owner of one run if it is open and free, whether it is due or not.
     *
     * @return the run, or empty if it cannot be had, or if the node's lease is not valid
     */
    Optional<StoredRun> claimRun(UUID nodeId, UUID runId);

    /**
     * Takes an open run from whoever owns it and makes it due, so that whoever takes it up loads its history: said by a node that has
     * appended to the history although the run was another's.
     */
    void freeRun(UUID runId);

    /** All runs that the node owns: asked when an answer to a claim was lost. */
    List<UUID> ownedRuns(UUID nodeId);

    /** Runs of the node that are due although owned: somebody stored a message for them. */
    List<UUID> ownedRunsWithMessages(UUID nodeId, int limit);

    /**
     * Gives runs up, each under the condition that the node owns it and that its pending messages are those the node has seen.
     *
     * @return the runs that were released
     */
    List<UUID> releaseRuns(UUID nodeId, Collection<RunRelease> releases);
}
