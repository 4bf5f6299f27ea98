package dev.durable.engine.run;

import dev.durable.payload.FailureInfo;

/** A run does not accept an update; nothing of it was recorded. */
public final class UpdateRejectedException extends RuntimeException {

    private final transient FailureInfo failure;

    UpdateRejectedException(FailureInfo failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    /** Why. */
    public FailureInfo failure() {
        return failure;
    }
}
