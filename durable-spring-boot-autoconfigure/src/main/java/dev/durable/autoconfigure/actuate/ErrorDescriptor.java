package dev.durable.autoconfigure.actuate;

import dev.durable.failure.DurableException;
import org.jspecify.annotations.Nullable;

/**
 * Why an operation was refused.
 *
 * @param code stable code of the error, or null if the request itself is wrong
 * @param message what is wrong
 * @param remedy what to do
 */
record ErrorDescriptor(
        @Nullable String code,
        @Nullable String message,
        @Nullable String remedy) {

    static ErrorDescriptor of(DurableException e) {
        return new ErrorDescriptor(e.code().id(), e.getMessage(), e.code().remedy());
    }
}
