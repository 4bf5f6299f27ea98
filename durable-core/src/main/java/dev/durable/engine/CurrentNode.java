package dev.durable.engine;

import dev.durable.engine.EngineNode.LeaseLoss;
import dev.durable.engine.EngineSettings.WorkerSettings;
import dev.durable.engine.client.LocalNode;
import dev.durable.engine.cluster.WorkAnnouncer;
import dev.durable.engine.run.Runs;
import dev.durable.engine.time.TimeSource;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node of an engine, of which there is one at a time or none: starts it, stops it, and puts another in its place when its lease is lost.
 * Thread-safe.
 */
final class CurrentNode implements LocalNode {

    private static final Logger logger = LoggerFactory.getLogger(DurableEngine.class);
    private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);

    private final WorkerSettings settings;
    private final TimeSource time;
    private final Executor executor;
    private final WorkAnnouncer announcer;
    private final @Nullable EngineProbe probe;
    private final NodeFactory factory;
    private final ReentrantLock lifecycle = new ReentrantLock();
    private volatile @Nullable EngineNode node;
    private @Nullable NodeLink link;
    private @Nullable CompletableFuture<Void> stopping;
    private boolean wanted;

    /**
     * @param executor takes what asks the store
     * @param probe cuts nodes off, for tests
     */
    CurrentNode(
            WorkerSettings settings,
            TimeSource time,
            Executor executor,
            WorkAnnouncer announcer,
            @Nullable EngineProbe probe,
            NodeFactory factory) {
        this.settings = settings;
        this.time = time;
        this.executor = executor;
        this.announcer = announcer;
        this.probe = probe;
        this.factory = factory;
    }

    /** The node that executes, if there is one. */
    @Nullable
    EngineNode engineNode() {
        return node;
    }

    /** Waits for a stop that is under way. */
    void awaitStop() {
        CompletableFuture<Void> running = stopUnderWay();
        if (running != null) {
            running.join();
        }
    }

    /** Starts a node, if there is none and it may execute. */
    void start() {
        lifecycle.lock();
        try {
            wanted = true;
            startNode();
        } finally {
            lifecycle.unlock();
        }
    }

    /** Begins to stop the node, if there is one; completes when that, or a stop before, is complete. */
    CompletableFuture<Void> stop() {
        lifecycle.lock();
        try {
            wanted = false;
            EngineNode current = node;
            if (current != null) {
                node = null;
                stopping = current.stop();
            }
            return stopping != null ? stopping : CompletableFuture.completedFuture(null);
        } finally {
            lifecycle.unlock();
        }
    }

    /** The node dies, for a test: its successor is there before it is told. */
    void lose(boolean succeeded) {
        lifecycle.lock();
        try {
            EngineNode dead = node;
            if (dead == null) {
                return;
            }
            if (link != null) {
                link.cut();
            }
            node = null;
            wanted = succeeded;
            startNode();
            dead.abandon();
        } finally {
            lifecycle.unlock();
        }
    }

    /** How a node stands that may execute. */
    EngineStatus status() {
        lifecycle.lock();
        try {
            if (node != null) {
                return EngineStatus.RUNNING;
            }
            if (wanted) {
                return EngineStatus.SIGNING_ON;
            }
            return stopping != null && !stopping.isDone() ? EngineStatus.DRAINING : EngineStatus.STOPPED;
        } finally {
            lifecycle.unlock();
        }
    }

    @Override
    public Optional<Runs> runs() {
        return Optional.ofNullable(node).map(EngineNode::runs);
    }

    @Override
    public void workStored() {
        EngineNode current = node;
        if (current == null) {
            announcer.announce();
        } else {
            current.hurry();
        }
    }

    @Override
    public Set<String> taskQueues() {
        return settings.taskQueues();
    }

    private void startNode() {
        if (node == null && wanted && settings.enabled()) {
            NodeLink newLink = probe == null ? null : new NodeLink(probe);
            EngineNode starting = factory.create(newLink, this::leaseLost);
            starting.start();
            node = starting;
            link = newLink;
        }
    }

    private @Nullable CompletableFuture<Void> stopUnderWay() {
        lifecycle.lock();
        try {
            return stopping;
        } finally {
            lifecycle.unlock();
        }
    }

    private void leaseLost(EngineNode lost, boolean superseded) {
        lifecycle.lock();
        try {
            if (node != lost) {
                return;
            }
            node = null;
            if (superseded) {
                wanted = false;
                logger.error(new DurableException(
                                ErrorCode.NODE_NAME_TAKEN,
                                "Another process has signed on as node '" + lost.nodeName()
                                        + "'; this one stops executing.")
                        .getMessage());
            } else {
                logger.warn("Node {} lost its lease; others may have its runs now. It signs on again", lost.nodeName());
            }
            stopping = lost.abandon().thenRunAsync(this::restart, executor);
        } finally {
            lifecycle.unlock();
        }
    }

    private void restart() {
        lifecycle.lock();
        try {
            startNode();
        } catch (RuntimeException | Error e) {
            // whatever it is, nobody else would try again
            logger.warn("The node could not sign on again and goes on trying", e);
            time.scheduleUpkeep(time.now().plus(RESTART_PAUSE), () -> executor.execute(this::restart));
        } finally {
            lifecycle.unlock();
        }
    }

    /** Makes nodes. */
    @FunctionalInterface
    interface NodeFactory {

        /**
         * Makes a node, which is to be started.
         *
         * @param link how it reaches the world if it is to be cut off from it, for a test
         */
        EngineNode create(@Nullable NodeLink link, LeaseLoss onLeaseLost);
    }
}
