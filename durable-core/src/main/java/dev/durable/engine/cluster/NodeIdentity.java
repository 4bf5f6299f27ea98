package dev.durable.engine.cluster;

import dev.durable.engine.EngineSettings.ClusterSettings;
import dev.durable.engine.time.TimeSource;
import java.util.UUID;

/**
 * Who this node is.
 *
 * @param nodeId this incarnation: new with every start
 * @param nodeName the name that others see; stays the same over restarts if it is configured
 */
public record NodeIdentity(UUID nodeId, String nodeName) {

    /** The identity of a node that starts now. */
    public static NodeIdentity create(ClusterSettings settings, TimeSource time) {
        UUID nodeId = time.newId();
        String configured = settings.nodeName();
        return new NodeIdentity(nodeId, configured != null ? configured : "node-" + nodeId);
    }
}
