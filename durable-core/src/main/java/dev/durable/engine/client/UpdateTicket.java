package dev.durable.engine.client;

import dev.durable.engine.client.StartedRun.CommitState;
import dev.durable.engine.run.UpdateCall;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An update that was asked for.
 *
 * @param workflowId the business key
 * @param runId the run that was asked
 * @param updateId identity of the update within the run
 * @param messageId the message that asks for it if the run was not here, else null
 * @param call tells what the run says if it was here, else null
 * @param commit whether the request is committed; changes when the caller's transaction ends
 */
record UpdateTicket(
        String workflowId,
        UUID runId,
        String updateId,
        @Nullable UUID messageId,
        @Nullable UpdateCall call,
        AtomicReference<CommitState> commit) {

    /** An update that the run here was asked for. */
    static UpdateTicket ofCall(String workflowId, UUID runId, String updateId, UpdateCall call) {
        return new UpdateTicket(workflowId, runId, updateId, null, call, new AtomicReference<>(CommitState.COMMITTED));
    }

    /** An update for which a message is stored. */
    static UpdateTicket ofMessage(String workflowId, UUID runId, String updateId, UUID messageId, CommitState commit) {
        return new UpdateTicket(workflowId, runId, updateId, messageId, null, new AtomicReference<>(commit));
    }

    /** An update that somebody else may have asked for. */
    static UpdateTicket ofId(String workflowId, UUID runId, String updateId) {
        return new UpdateTicket(workflowId, runId, updateId, null, null, new AtomicReference<>(CommitState.COMMITTED));
    }

    UpdateCall requireCall() {
        return Objects.requireNonNull(call);
    }

    void requireCommitted() {
        switch (commit.get()) {
            case COMMITTED -> {}
            case PENDING ->
                throw new DurableException(
                        ErrorCode.UPDATE_INSIDE_TRANSACTION,
                        "Update '" + updateId + "' of workflow '" + workflowId
                                + "' was asked for in a transaction that has not ended.");
            case ROLLED_BACK ->
                throw new DurableException(
                        ErrorCode.UPDATE_UNKNOWN,
                        "Update '" + updateId + "' of workflow '" + workflowId
                                + "' was asked for in a transaction that rolled back.");
        }
    }
}
