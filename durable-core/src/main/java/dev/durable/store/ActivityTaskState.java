package dev.durable.store;

import dev.durable.payload.FailureInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an activity stands, as far as its history does not tell. There is none while the first attempt is on its way, unless that
 * has reported progress or is completed from outside.
 *
 * @param scheduledEventId the event that scheduled it
 * @param attempt number of the attempt that is to be made or is under way
 * @param stage how far that attempt is
 * @param at when the attempt is due ({@link Stage#WAITING}, {@link Stage#RELEASED}) or has begun ({@link Stage#STARTED}, {@link
 *     Stage#OUTSIDE})
 * @param lastFailure what went wrong in the attempt before, or null
 * @param heartbeat the last progress reported, or null
 */
public record ActivityTaskState(
        int scheduledEventId,
        int attempt,
        Stage stage,
        Instant at,
        @Nullable FailureInfo lastFailure,
        @Nullable ActivityHeartbeat heartbeat) {

    /** How far an attempt is. The names are stored in the database, so they never change. */
    public enum Stage {
        /** It is to be made when it is due; once that is past, it may have begun. */
        WAITING,
        /** A stopping node gave it up before it began, so it has not begun in any case. */
        RELEASED,
        /** It has begun, and runs in the process of the owner. */
        STARTED,
        /** Its code has ended without a result, which comes from outside: a crash of the owner does not concern it. */
        OUTSIDE
    }

    /** An attempt that is to be made. */
    public static ActivityTaskState waiting(
            int scheduledEventId,
            int attempt,
            Instant dueAt,
            @Nullable FailureInfo lastFailure,
            @Nullable ActivityHeartbeat heartbeat) {
        return new ActivityTaskState(scheduledEventId, attempt, Stage.WAITING, dueAt, lastFailure, heartbeat);
    }

    /** The same state, of an attempt that a stopping node gave up before it began. */
    public ActivityTaskState asReleased() {
        return new ActivityTaskState(scheduledEventId, attempt, Stage.RELEASED, at, lastFailure, heartbeat);
    }
}
