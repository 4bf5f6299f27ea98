package dev.durable.autoconfigure.actuate;

import org.jspecify.annotations.Nullable;

/**
 * A failure.
 *
 * @param type type of the failure, as retry policies name it
 * @param message the message, or a mask
 * @param cause what caused it
 */
record FailureDescriptor(
        String type, @Nullable String message, @Nullable FailureDescriptor cause) {}
