package dev.durable.engine.client;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A run that was started by this client.
 *
 * @param workflowId the business key
 * @param runId the run
 * @param commit whether the start is committed; changes when the caller's transaction ends
 */
record StartedRun(String workflowId, UUID runId, AtomicReference<CommitState> commit) {

    /** How the start stands. */
    enum CommitState {
        /** In the caller's transaction, which has not ended. */
        PENDING,
        /** In the database. */
        COMMITTED,
        /** Rolled back with the caller's transaction. */
        ROLLED_BACK
    }
}
