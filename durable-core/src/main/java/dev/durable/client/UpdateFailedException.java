package dev.durable.client;

import dev.durable.failure.DurableException;
import dev.durable.failure.DurableFailure;
import dev.durable.failure.ErrorCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An update came to nothing. Its code says how: {@code DUR-2041} it was rejected, so nothing of it was recorded; {@code DUR-2042} its
 * handler failed; {@code DUR-2043} the run closed before its handler had ended. The cause is what the validator or the handler threw, or says
 * that the run closed before it had accepted the update. If the update came with a start, the run has been started nevertheless.
 */
public final class UpdateFailedException extends DurableException {

    private final String workflowId;
    private final UUID runId;
    private final String updateId;

    /** Creates the exception. */
    public UpdateFailedException(
            ErrorCode code,
            String workflowId,
            UUID runId,
            String updateId,
            String what,
            @Nullable DurableFailure cause) {
        super(code, "Update '" + updateId + "' of workflow '" + workflowId + "' " + what + ".", cause);
        this.workflowId = workflowId;
        this.runId = runId;
        this.updateId = updateId;
    }

    /** The workflow id. */
    public String workflowId() {
        return workflowId;
    }

    /** The run that was asked: where the update came with a start, the one that was started or found open. */
    public UUID runId() {
        return runId;
    }

    /** The update. */
    public String updateId() {
        return updateId;
    }

    /** Whether the update was rejected: the workflow is as if nobody had asked. */
    public boolean isRejected() {
        return code() == ErrorCode.UPDATE_REJECTED;
    }
}
