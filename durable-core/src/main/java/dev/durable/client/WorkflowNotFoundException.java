package dev.durable.client;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;

/** There is no workflow with the id. */
public final class WorkflowNotFoundException extends DurableException {

    private final String workflowId;

    /** Creates the exception. */
    public WorkflowNotFoundException(String workflowId) {
        super(ErrorCode.WORKFLOW_NOT_FOUND, "There is no workflow '" + workflowId + "'.");
        this.workflowId = workflowId;
    }

    /** The workflow id. */
    public String workflowId() {
        return workflowId;
    }
}
