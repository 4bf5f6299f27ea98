package dev.durable.failure;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A child workflow did not complete. The cause says why: the failure that left its code, a {@link CanceledFailure}, {@link
 * TerminatedFailure} or {@link TimeoutFailure}, or an {@link ApplicationFailure} of the type {@link #ALREADY_STARTED} if it could
 * not be started.
 */
public final class ChildWorkflowFailure extends DurableFailure {

    /** Type of the failure that says that a run with the child's workflow id was there already. */
    public static final String ALREADY_STARTED = "dev.durable.WorkflowAlreadyStarted";

    private final String workflowType;
    private final String workflowId;
    private final UUID runId;
    private final int initiatedEventId;

    /** Creates the failure. */
    public ChildWorkflowFailure(
            String workflowType, String workflowId, UUID runId, int initiatedEventId, @Nullable Throwable cause) {
        super(
                "Child workflow " + workflowType + " '" + workflowId + "' (event " + initiatedEventId
                        + ") did not complete",
                cause);
        this.workflowType = workflowType;
        this.workflowId = workflowId;
        this.runId = runId;
        this.initiatedEventId = initiatedEventId;
    }

    /** Name of its workflow type. */
    public String workflowType() {
        return workflowType;
    }

    /** Its business key. */
    public String workflowId() {
        return workflowId;
    }

    /** The run that the parent started; runs that continued it have other ids. */
    public UUID runId() {
        return runId;
    }

    /** The event of the parent that asked for it. */
    public int initiatedEventId() {
        return initiatedEventId;
    }
}
