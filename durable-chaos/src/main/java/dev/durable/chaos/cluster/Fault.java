package dev.durable.chaos.cluster;

/** What can happen. */
public enum Fault {
    /** A node is ended by SIGKILL and started again after a while. */
    NODE_KILLED(10, "nodes killed"),
    /** A node is stopped for longer than its lease, and goes on then. */
    NODE_PAUSED(7, "nodes paused beyond their lease"),
    /** A node is shut down in good order and started again. */
    NODE_RESTARTED(2, "nodes shut down and restarted"),
    /** The database server crashes and is started again after a while. */
    DATABASE_CRASHED(3, "crashes of the database"),
    /** All connections of the database break. */
    CONNECTIONS_CUT(3, "cuts of all connections");

    private final int weight;
    private final String label;

    Fault(int weight, String label) {
        this.weight = weight;
        this.label = label;
    }

    int weight() {
        return weight;
    }

    /** How reports call it. */
    public String label() {
        return label;
    }
}
