package dev.durable.client;

import dev.durable.failure.DurableException;
import dev.durable.failure.DurableFailure;
import dev.durable.failure.ErrorCode;
import java.util.UUID;

/** The workflow closed without completing; the cause is the failure that left its code. */
public final class WorkflowFailedException extends DurableException {

    private final String workflowId;
    private final UUID runId;

    /** Creates the exception. */
    public WorkflowFailedException(String workflowId, UUID runId, WorkflowStatus status, DurableFailure failure) {
        super(
                ErrorCode.WORKFLOW_FAILED,
                "Workflow '" + workflowId + "' (run " + runId + ") closed as " + status + ": " + failure.explanation()
                        + ".",
                failure);
        this.workflowId = workflowId;
        this.runId = runId;
    }

    /** The workflow id. */
    public String workflowId() {
        return workflowId;
    }

    /** The run. */
    public UUID runId() {
        return runId;
    }
}
