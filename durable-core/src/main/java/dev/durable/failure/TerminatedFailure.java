package dev.durable.failure;

import org.jspecify.annotations.Nullable;

/** A workflow was ended from outside; its code was not asked. */
public final class TerminatedFailure extends DurableFailure {

    /** Creates the failure; the message says why. */
    public TerminatedFailure(@Nullable String message) {
        super(message, null);
    }
}
