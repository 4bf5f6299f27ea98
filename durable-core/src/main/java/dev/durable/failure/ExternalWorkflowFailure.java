package dev.durable.failure;

/** A signal or a cancellation could not be delivered to another workflow, because none with the id is open. */
public final class ExternalWorkflowFailure extends DurableFailure {

    private final String workflowId;

    /** Creates the failure. */
    public ExternalWorkflowFailure(String workflowId, String message) {
        super(message, null);
        this.workflowId = workflowId;
    }

    /** The business key of the other workflow. */
    public String workflowId() {
        return workflowId;
    }
}
