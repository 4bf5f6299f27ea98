package dev.durable.engine.client;

import dev.durable.engine.run.Runs;
import java.util.Optional;
import java.util.Set;

/** This engine's node as the client sees it. Thread-safe. */
public interface LocalNode {

    /** The runs here, or empty while the engine executes nothing. */
    Optional<Runs> runs();

    /** Work was stored for whichever node can do it: this one looks soon, and others are told. Returns at once. */
    void workStored();

    /** Task queues hosted here. */
    Set<String> taskQueues();
}
