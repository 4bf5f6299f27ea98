package dev.durable.failure;

import org.jspecify.annotations.Nullable;

/** A time limit ran out. The cause, if any, is the failure of the last attempt before that. */
public final class TimeoutFailure extends DurableFailure {

    private final TimeoutType timeoutType;

    /** Creates the failure. */
    public TimeoutFailure(@Nullable String message, TimeoutType timeoutType, @Nullable Throwable cause) {
        super(message, cause);
        this.timeoutType = timeoutType;
    }

    /** Which limit ran out. */
    public TimeoutType timeoutType() {
        return timeoutType;
    }
}
