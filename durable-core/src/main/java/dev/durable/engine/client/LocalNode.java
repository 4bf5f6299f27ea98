package dev.durable.engine.client;

import dev.durable.engine.run.Runs;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** This engine's node as the client sees it. Thread-safe. */
public interface LocalNode {

    /** The runs here, or empty while the engine executes nothing. */
    Optional<Runs> runs();

    /** The node's identity as an owner of runs; asked only while {@link #runs()} is present. */
    UUID nodeId();

    /** Task queues hosted here. */
    Set<String> taskQueues();
}
