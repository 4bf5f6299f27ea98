package dev.durable.client;

import dev.durable.payload.FailureInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One failed attempt that did not end its activity or run: of an activity that is retried, or of workflow code that could
 * not be applied to an event (a bug, or a mismatch with the history).
 *
 * @param scheduledEventId the event that scheduled the activity; 0 if workflow code failed
 * @param attempt number of the attempt, from 1
 * @param failedAt when it failed
 * @param nextAttemptAt when it is tried again, or null if it is not
 * @param failingSince when workflow code that is tried again failed the first time in a row, or null if the attempt is of anything else
 * @param failure what went wrong
 */
public record FailedAttempt(
        int scheduledEventId,
        int attempt,
        Instant failedAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant failingSince,
        FailureInfo failure) {

    /** An attempt of an activity, or of code that is not tried again. */
    public FailedAttempt(
            int scheduledEventId, int attempt, Instant failedAt, @Nullable Instant nextAttemptAt, FailureInfo failure) {
        this(scheduledEventId, attempt, failedAt, nextAttemptAt, null, failure);
    }
}
