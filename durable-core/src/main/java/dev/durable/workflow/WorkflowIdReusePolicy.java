package dev.durable.workflow;

/** Whether a workflow may be started under the id of a closed run. Of open runs there is never more than one for an id. */
public enum WorkflowIdReusePolicy {
    /** Yes. The default. */
    ALLOW_DUPLICATE,
    /** Only if the latest run did not complete: it failed, timed out, was canceled or terminated. */
    ALLOW_DUPLICATE_FAILED_ONLY,
    /** No, as long as the closed run is kept. */
    REJECT_DUPLICATE
}
