package dev.durable.engine.cluster;

import dev.durable.engine.run.Lease;
import dev.durable.engine.time.TimeSource;
import dev.durable.engine.time.TimeSource.TimerHandle;
import dev.durable.store.OwnershipStore;
import dev.durable.store.StoreUnavailableException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's lease: registers it, renews it at a third of its duration, and says when it is lost. A lost lease harms
 * nothing (every write is fenced) but the node's runs are others' now.
 *
 * <p>Thread-safe; renewals run one at a time on the executor.
 */
public final class NodeMembership {

    private static final Logger logger = LoggerFactory.getLogger(NodeMembership.class);

    private final OwnershipStore store;
    private final TimeSource time;
    private final Executor executor;
    private final NodeIdentity node;
    private final Lease lease;
    private final Consumer<Boolean> onLost;
    private volatile CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
    private volatile boolean member;
    private volatile @Nullable TimerHandle nextRenewal;

    /**
     * @param executor runs renewals; its tasks block on the store
     * @param onLost called once, on the executor, when the lease is lost; told whether a namesake took it while it was valid
     */
    public NodeMembership(
            OwnershipStore store,
            TimeSource time,
            Executor executor,
            NodeIdentity node,
            Lease lease,
            Consumer<Boolean> onLost) {
        this.store = store;
        this.time = time;
        this.executor = executor;
        this.node = node;
        this.lease = lease;
        this.onLost = onLost;
    }

    /** Registers the node. Predecessors of the same name lose their leases, so that their runs are free at once. */
    public void join() {
        Instant now = time.now();
        store.registerNode(node.nodeId(), node.nodeName(), lease.duration());
        lease.renewed(now);
        member = true;
        scheduleRenewal();
    }

    /** Gives the lease back; runs that are still owned become free. */
    public void leave() {
        member = false;
        TimerHandle timer = nextRenewal;
        if (timer != null) {
            timer.cancel();
        }
        underWay.join();
        lease.lost();
        try {
            store.deregisterNode(node.nodeId());
        } catch (StoreUnavailableException e) {
            logger.warn(
                    "Node {} could not sign off; others take over its runs when its lease ends", node.nodeName(), e);
        }
    }

    private void scheduleRenewal() {
        nextRenewal = time.scheduleUpkeep(
                time.now().plus(lease.duration().dividedBy(3)),
                () -> executor.execute(() -> {
                    CompletableFuture<Void> ended = new CompletableFuture<>();
                    underWay = ended;
                    try {
                        renew();
                    } finally {
                        ended.complete(null);
                    }
                }));
    }

    private void renew() {
        if (!member) {
            return;
        }
        try {
            Instant now = time.now();
            if (!store.renewLease(node.nodeId(), lease.duration())) {
                // The time of the answer: a question that waited for the database, or for a process that was paused,
                // may outlive the lease.
                loseMembership(lease.isValidAt(time.now()));
                return;
            }
            lease.renewed(now);
        } catch (StoreUnavailableException e) {
            logger.warn("Node {} could not renew its lease and tries again: {}", node.nodeName(), e.getMessage());
        } catch (RuntimeException | Error e) {
            // whatever it is, without another try the node would be taken for dead and not know it
            logger.error("Node {} could not renew its lease and tries again", node.nodeName(), e);
        }
        scheduleRenewal();
    }

    private void loseMembership(boolean superseded) {
        if (member) {
            member = false;
            lease.lost();
            onLost.accept(superseded);
        }
    }
}
