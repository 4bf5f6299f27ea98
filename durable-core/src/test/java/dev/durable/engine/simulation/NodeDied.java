package dev.durable.engine.simulation;

/** Ends what a thread of a dead node was doing. */
final class NodeDied extends Error {

    private static final long serialVersionUID = 1L;

    NodeDied() {
        super("The node is dead", null, false, false);
    }
}
