package dev.durable.client;

import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An activity that is scheduled and not closed.
 *
 * @param activityType name of the activity
 * @param scheduledEventId the event that scheduled it
 * @param scheduledAt when it was scheduled
 * @param summary the words that the workflow has given to the call, or empty
 * @param state how its current attempt stands
 * @param cancelRequested whether its workflow has asked it to stop
 * @param attempt number of the current attempt, from 1
 * @param startedAt when that began, if it is known to have begun, else null
 * @param nextAttemptAt when it is due, if the activity waits for that, else null
 * @param lastFailure what went wrong in the attempt before, or null
 * @param heartbeatAt when progress was reported last, as far as is known, or null
 * @param heartbeatDetails the progress reported last, as far as is known, or null
 */
public record PendingActivity(
        String activityType,
        int scheduledEventId,
        Instant scheduledAt,
        String summary,
        State state,
        boolean cancelRequested,
        int attempt,
        @Nullable Instant startedAt,
        @Nullable Instant nextAttemptAt,
        @Nullable FailureInfo lastFailure,
        @Nullable Instant heartbeatAt,
        @Nullable Payload heartbeatDetails) {

    /** How the current attempt of an activity stands. */
    public enum State {
        /** It is to begin as soon as there is a place for it. Nodes that do not own the run often do not know more. */
        SCHEDULED,
        /** It has begun. */
        STARTED,
        /** It is to begin when the pause after a failure is over. */
        BACKING_OFF,
        /** Its code has ended, and its result comes from outside. */
        WAITING_FOR_COMPLETION
    }

    /** Number of attempts that have failed so far. */
    public int failedAttempts() {
        return attempt - 1;
    }
}
