package dev.durable.failure;

import org.jspecify.annotations.Nullable;

/** Work was given up because nobody wants its result any more. */
public final class CanceledFailure extends DurableFailure {

    /** Creates the failure. */
    public CanceledFailure(@Nullable String message) {
        super(message, null);
    }
}
