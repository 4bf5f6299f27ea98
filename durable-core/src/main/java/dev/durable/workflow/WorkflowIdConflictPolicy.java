package dev.durable.workflow;

/** What a start does if a run of the workflow id is open. There is never more than one. */
public enum WorkflowIdConflictPolicy {
    /** It fails. The default, unless a message comes with the start. */
    FAIL,
    /** It starts nothing; the caller gets the open run, and that run the messages that come with the start. The default if there are any. */
    USE_EXISTING,
    /**
     * It terminates the open run and starts a new one. These are two transactions, and a start is acknowledged after the second: a process that
     * dies in between leaves a terminated run and no new one, and the start can be repeated. With {@link
     * WorkflowIdReusePolicy#REJECT_DUPLICATE} nothing is terminated, and the start fails.
     */
    TERMINATE_EXISTING
}
