package dev.durable.store;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A write did not fit what is stored. Nothing was written. */
public final class StoreConflictException extends DurableException {

    private final Kind kind;

    /** Creates the exception; {@code what} says which run and why. */
    public StoreConflictException(Kind kind, String what, @Nullable Throwable cause) {
        super(kind.code, what, cause);
        this.kind = kind;
    }

    /** What did not fit. */
    public Kind kind() {
        return kind;
    }

    /** What did not fit. */
    public enum Kind {
        /** A run with the workflow id of the new one is open. */
        WORKFLOW_ID_TAKEN(ErrorCode.WORKFLOW_ALREADY_STARTED),
        /** The history has gone on without the writer, or the run has another owner. */
        OWNERSHIP_LOST(ErrorCode.OWNERSHIP_LOST),
        /** Messages arrived that the writer has not seen. */
        MESSAGES_PENDING(ErrorCode.OWNERSHIP_LOST),
        /** The run does not exist or has closed. */
        RUN_NOT_OPEN(ErrorCode.WORKFLOW_CLOSED),
        /** A schedule was changed by somebody else meanwhile. */
        SCHEDULE_CHANGED(ErrorCode.SCHEDULE_CHANGED),
        /** The run has not closed. */
        RUN_OPEN(ErrorCode.WORKFLOW_OPEN),
        /** It is not certain what did not fit; trying the turns one by one tells. */
        UNSPECIFIED(ErrorCode.STORE_FAILED);

        private final ErrorCode code;

        Kind(ErrorCode code) {
            this.code = code;
        }
    }
}
