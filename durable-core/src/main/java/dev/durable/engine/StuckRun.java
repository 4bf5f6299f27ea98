package dev.durable.engine;

import dev.durable.payload.FailureInfo;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An open run that gets no further until somebody does something about it.
 *
 * @param workflowId the business key
 * @param runId the run
 * @param workflowType name of the workflow type
 * @param taskQueue queue on which it is placed
 * @param reason why it gets no further
 * @param since when its code began to fail, or since when it has waited for a node
 * @param tries how often its code has failed in a row; 0 if it does not fail
 * @param nextTryAt when its code is tried again, or null if it does not fail
 * @param failure what went wrong, as it is stored, or null if the code does not fail
 */
public record StuckRun(
        String workflowId,
        UUID runId,
        String workflowType,
        String taskQueue,
        Reason reason,
        Instant since,
        int tries,
        @Nullable Instant nextTryAt,
        @Nullable FailureInfo failure) {

    /** Why a run gets no further. */
    public enum Reason {
        /** Its code fails or does not fit its history; deploying a correction heals it. */
        CODE_FAILS,
        /** It is due, but no node has taken it: none that is alive hosts its queue and has its type, or all are busy. */
        NOT_TAKEN
    }
}
