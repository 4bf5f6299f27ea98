package dev.durable.client;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.UUID;

/** The run that was meant has closed, so it takes no message any more. Nothing was stored. */
public final class WorkflowClosedException extends DurableException {

    private final String workflowId;
    private final UUID runId;

    /**
     * Creates the exception.
     *
     * @param how how it has closed
     */
    public WorkflowClosedException(String workflowId, UUID runId, WorkflowStatus how) {
        super(
                ErrorCode.WORKFLOW_CLOSED,
                "Workflow '" + workflowId + "' (run " + runId + ") has closed as " + how + ".");
        this.workflowId = workflowId;
        this.runId = runId;
    }

    /** The workflow id. */
    public String workflowId() {
        return workflowId;
    }

    /** The run that has closed; the workflow id may have another one by now. */
    public UUID runId() {
        return runId;
    }
}
