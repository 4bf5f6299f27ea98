package dev.durable.client;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;

/** A run with the workflow id is open already. */
public final class WorkflowAlreadyStartedException extends DurableException {

    private final String workflowId;

    /** Creates the exception. */
    public WorkflowAlreadyStartedException(String workflowId) {
        super(ErrorCode.WORKFLOW_ALREADY_STARTED, "A run of workflow '" + workflowId + "' is open already.");
        this.workflowId = workflowId;
    }

    /** The workflow id. */
    public String workflowId() {
        return workflowId;
    }
}
