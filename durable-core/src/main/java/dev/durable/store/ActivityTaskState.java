package dev.durable.store;

import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an activity stands between two attempts. There is none while the first attempt is on its way.
 *
 * @param scheduledEventId the event that scheduled it
 * @param attempt number of the next attempt
 * @param nextAttemptAt when it is due; once that is past, the attempt may have begun
 * @param released whether a stopping node gave the attempt up before it began, so that it has not begun in any case
 * @param lastFailure what went wrong in the attempt before, or null
 * @param heartbeat the last progress reported, or null
 */
public record ActivityTaskState(
        int scheduledEventId,
        int attempt,
        Instant nextAttemptAt,
        boolean released,
        @Nullable FailureInfo lastFailure,
        @Nullable Payload heartbeat) {

    /** The same state, of an attempt that a stopping node gave up before it began. */
    public ActivityTaskState asReleased() {
        return new ActivityTaskState(scheduledEventId, attempt, nextAttemptAt, true, lastFailure, heartbeat);
    }
}
