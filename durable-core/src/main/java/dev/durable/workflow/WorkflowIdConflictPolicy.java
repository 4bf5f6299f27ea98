package dev.durable.workflow;

/** What a start does if a run of the workflow id is open. There is never more than one. */
public enum WorkflowIdConflictPolicy {
    /** It fails. The default. */
    FAIL,
    /** It starts nothing; the caller gets the open run. */
    USE_EXISTING,
    /** It terminates the open run and starts a new one. */
    TERMINATE_EXISTING
}
