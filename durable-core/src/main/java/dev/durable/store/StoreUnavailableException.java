package dev.durable.store;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Storage could not be reached, or failed in a way that may pass (deadlock, serialization, no free connection, read-only …). */
public final class StoreUnavailableException extends DurableException {

    private final boolean outcomeUnknown;

    /** Creates the exception. */
    public StoreUnavailableException(String what, boolean outcomeUnknown, @Nullable Throwable cause) {
        super(ErrorCode.STORE_UNAVAILABLE, what, cause);
        this.outcomeUnknown = outcomeUnknown;
    }

    /** Whether the write may have been committed nevertheless: {@link TurnStore#isCommitted} tells. */
    public boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }
}
