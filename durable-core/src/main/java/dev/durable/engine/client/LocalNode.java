package dev.durable.engine.client;

import dev.durable.engine.run.Runs;
import java.util.Optional;
import java.util.Set;

/** This engine's node as the client sees it. Thread-safe. */
public interface LocalNode {

    /** The runs here, or empty while the engine executes nothing. */
    Optional<Runs> runs();

    /** Task queues hosted here. */
    Set<String> taskQueues();
}
