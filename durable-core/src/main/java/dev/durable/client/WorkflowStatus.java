package dev.durable.client;

/** How a run stands. The names are stored, so they never change. */
public enum WorkflowStatus {
    /** Not closed. */
    RUNNING(false),
    /** Not closed, but paused: its code gets nothing to do until it is resumed. */
    PAUSED(false),
    /** The workflow method returned. */
    COMPLETED(true),
    /** A failure left the workflow method. */
    FAILED(true),
    /** A cancellation left the workflow method. */
    CANCELED(true),
    /** Ended from outside; its code was not asked. */
    TERMINATED(true),
    /** It took longer than it may. */
    TIMED_OUT(true),
    /** It goes on as a new run. */
    CONTINUED_AS_NEW(true);

    private final boolean closed;

    WorkflowStatus(boolean closed) {
        this.closed = closed;
    }

    /** Whether the run has ended. */
    public boolean isClosed() {
        return closed;
    }
}
