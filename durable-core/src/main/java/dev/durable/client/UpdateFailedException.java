package dev.durable.client;

import dev.durable.failure.DurableException;
import dev.durable.failure.DurableFailure;
import dev.durable.failure.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * An update came to nothing. Its code says how: {@code DUR-2041} it was rejected, so nothing of it was recorded; {@code DUR-2042} its
 * handler failed; {@code DUR-2043} the run closed before its handler had ended. The cause is what the validator or the handler threw.
 */
public final class UpdateFailedException extends DurableException {

    private final String workflowId;
    private final String updateId;

    /** Creates the exception. */
    public UpdateFailedException(
            ErrorCode code, String workflowId, String updateId, String what, @Nullable DurableFailure cause) {
        super(code, "Update '" + updateId + "' of workflow '" + workflowId + "' " + what + ".", cause);
        this.workflowId = workflowId;
        this.updateId = updateId;
    }

    /** The workflow id. */
    public String workflowId() {
        return workflowId;
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
