package dev.durable.client;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.UUID;

/** There is no workflow with the id, or it has no such run. */
public final class WorkflowNotFoundException extends DurableException {

    private final String workflowId;

    /** Creates the exception. */
    public WorkflowNotFoundException(String workflowId) {
        super(ErrorCode.WORKFLOW_NOT_FOUND, "There is no workflow '" + workflowId + "'.");
        this.workflowId = workflowId;
    }

    /** There is the workflow, but it has no such run. */
    public WorkflowNotFoundException(String workflowId, UUID runId) {
        super(ErrorCode.WORKFLOW_NOT_FOUND, "Workflow '" + workflowId + "' has no run " + runId + ".");
        this.workflowId = workflowId;
    }

    /** The workflow id. */
    public String workflowId() {
        return workflowId;
    }
}
