package dev.durable.payload;

import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.ChildWorkflowFailure;
import dev.durable.failure.ExternalWorkflowFailure;
import dev.durable.failure.RetryState;
import dev.durable.failure.TerminatedFailure;
import dev.durable.failure.TimeoutFailure;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
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
 * @param child facts about the child workflow if the kind is {@link Kind#CHILD_WORKFLOW}, else null
 * @param encoded message and stack trace as {@linkplain PayloadCodec codecs} have encoded them, or null if they can be read
 * @param cause what caused it, or null
 * @param nextRetryDelay pause before the next attempt if the failure says so itself, else null
 */
public record FailureInfo(
        Kind kind,
        String type,
        @Nullable String message,
        String stackTrace,
        boolean nonRetryable,
        List<Payload> details,
        @Nullable FailedActivity activity,
        @Nullable FailedChild child,
        @Nullable Payload encoded,
        @Nullable FailureInfo cause,
        @Nullable Duration nextRetryDelay) {

    /** Copies the details. */
    public FailureInfo {
        details = List.copyOf(details);
    }

    /** A failure that is not that of a child workflow, and whose message and stack trace can be read. */
    public FailureInfo(
            Kind kind,
            String type,
            @Nullable String message,
            String stackTrace,
            boolean nonRetryable,
            List<Payload> details,
            @Nullable FailedActivity activity,
            @Nullable FailureInfo cause) {
        this(kind, type, message, stackTrace, nonRetryable, details, activity, null, null, cause, null);
    }

    /** Type and message in one line, for logs. A message that is encoded stays so. */
    public String headline() {
        return type + ": " + (encoded != null ? "(encoded)" : message);
    }

    /** The same failure, which says itself when the next attempt is made. */
    public FailureInfo withNextRetryDelay(@Nullable Duration delay) {
        return new FailureInfo(
                kind, type, message, stackTrace, nonRetryable, details, activity, child, encoded, cause, delay);
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
        CANCELED,
        /** {@link TerminatedFailure}. */
        TERMINATED,
        /** {@link ChildWorkflowFailure}. */
        CHILD_WORKFLOW,
        /** {@link ExternalWorkflowFailure}. */
        EXTERNAL_WORKFLOW
    }

    /**
     * Facts about a failed activity.
     *
     * @param scheduledEventId event that scheduled it
     * @param attempt the last attempt
     * @param retryState why there was no further one
     */
    public record FailedActivity(int scheduledEventId, int attempt, RetryState retryState) {}

    /**
     * Facts about a child workflow that did not complete; the type of its workflow is the failure's type.
     *
     * @param workflowId its business key
     * @param runId the run that the parent started
     * @param initiatedEventId the event of the parent that asked for it
     */
    public record FailedChild(String workflowId, UUID runId, int initiatedEventId) {}
}
