package dev.durable.payload;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A value could not be turned into a payload, or a payload into a value. */
public class PayloadException extends DurableException {

    /** Creates the exception. */
    public PayloadException(ErrorCode code, String what, @Nullable Throwable cause) {
        super(code, what, cause);
    }
}
