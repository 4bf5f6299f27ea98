package dev.durable.client;

/** How a run stands. */
public enum WorkflowStatus {
    /** Not closed. */
    RUNNING,
    /** The workflow method returned. */
    COMPLETED,
    /** A failure left the workflow method. */
    FAILED;

    /** Whether the run has ended. */
    public boolean isClosed() {
        return this != RUNNING;
    }
}
