package dev.durable.autoconfigure.actuate;

import dev.durable.engine.EngineInsight;
import dev.durable.engine.EngineStatus;
import dev.durable.store.StoredNode;
import java.util.Optional;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Whether this node can do its work: down if the database cannot be read or the node has no lease, out of service while it drains and
 * after it has stopped. Runs that are stuck are counted and change nothing, for restarting the node would not help them.
 */
final class DurableHealthIndicator extends AbstractHealthIndicator {

    private static final int STUCK_RUNS = 100;

    private final EngineInsight insight;

    DurableHealthIndicator(EngineInsight insight) {
        super("The engine's database cannot be read");
        this.insight = insight;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        EngineStatus status = insight.status();
        health.withDetail("status", status);
        Optional<StoredNode> node = insight.thisNode();
        node.ifPresent(own -> health.withDetail("node", own.nodeName()).withDetail("leaseUntil", own.leaseUntil()));
        health.withDetail("stuckRuns", insight.stuckRuns(STUCK_RUNS).size());
        switch (status) {
            case CLIENT_ONLY -> health.up();
            case DRAINING, STOPPED -> health.outOfService();
            case SIGNING_ON -> health.down();
            case RUNNING -> {
                if (node.filter(StoredNode::alive).isPresent()) {
                    health.up();
                } else {
                    health.down();
                }
            }
        }
    }
}
