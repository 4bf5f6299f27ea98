package dev.durable.payload;

import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure as it is stored: a chain of these stands for an exception and its causes.
 *
 * @param kind which failure class it is
 * @param type for application failures the type, otherwise a name that goes with the kind (activity type, timeout type)
 * @param message the message; null if there is none, or if it is encoded
 * @param stackTrace the stack trace as text; empty when it was not kept, or is encoded
 * @param nonRetryable whether further attempts are pointless
 * @param details data that goes with the failure
 * @param activity facts about the failed activity if the kind is {@link Kind#ACTIVITY}, else null
 * @param encoded message and stack trace as {@linkplain PayloadCodec codecs} have encoded them, or null if they can be read
 * @param cause what caused it, or null
 */
public record FailureInfo(
        Kind kind,
        String type,
        @Nullable String message,
        String stackTrace,
        boolean nonRetryable,
        List<Payload> details,
        @Nullable FailedActivity activity,
        @Nullable Payload encoded,
        @Nullable FailureInfo cause) {

    /** Copies the details. */
    public FailureInfo {
        details = List.copyOf(details);
    }

    /** A failure whose message and stack trace can be read. */
    public FailureInfo(
            Kind kind,
            String type,
            @Nullable String message,
            String stackTrace,
            boolean nonRetryable,
            List<Payload> details,
            @Nullable FailedActivity activity,
            @Nullable FailureInfo cause) {
        this(kind, type, message, stackTrace, nonRetryable, details, activity, null, cause);
    }

    /** Type and message in one line, for logs. A message that is encoded stays so. */
    public String headline() {
        return type + ": " + (encoded != null ? "(encoded)" : message);
    }

    /** Which failure class a stored failure stands for. */
    public enum Kind {
        /** {@link ApplicationFailure}. */
        APPLICATION,
        /** {@link ActivityFailure}. */
        ACTIVITY,
        /** {@link TimeoutFailure}. */
        TIMEOUT,
        /** {@link CanceledFailure}. */
        CANCELED
    }

    /**
     * Facts about a failed activity.
     *
     * @param scheduledEventId event that scheduled it
     * @param attempt the last attempt
     * @param retryState why there was no further one
     */
    public record FailedActivity(int scheduledEventId, int attempt, RetryState retryState) {}
}
