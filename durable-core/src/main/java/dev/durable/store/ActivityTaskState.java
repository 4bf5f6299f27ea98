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
 * @param at when the attempt is due ({@link Stage#WAITING}, {@link Stage#RELEASED}, {@link Stage#ROUTED}) or has begun ({@link Stage#STARTED}, {@link
 *     Stage#OUTSIDE})
 * @param lastFailure what went wrong in the attempt before, or null
 * @param heartbeat the last progress reported, or null
 * @param route which nodes may make the attempt if it is not the owner of the run that makes it, else null
 */
public record ActivityTaskState(
        int scheduledEventId,
        int attempt,
        Stage stage,
        Instant at,
        @Nullable FailureInfo lastFailure,
        @Nullable ActivityHeartbeat heartbeat,
        @Nullable ActivityRoute route) {

    /** How far an attempt is. The names are stored in the database, so they never change. */
    public enum Stage {
        /** It is to be made when it is due; once that is past, it may have begun. */
        WAITING,
        /** A stopping node gave it up before it began, so it has not begun in any case. */
        RELEASED,
        /** It has begun, and runs in the process of the owner. */
        STARTED,
        /** Its code has ended without a result, which comes from outside: a crash of the owner does not concern it. */
        OUTSIDE,
        /** It is to be made when it is due, by whichever node claims it. */
        ROUTED,
        /** A node has claimed it, and may have begun it. */
        CLAIMED,
        /** It was the last, and how it ended is a message for the run. */
        REPORTED;

        /** Whether others than the owner of the run see to the attempt. */
        public boolean isElsewhere() {
            return this == ROUTED || this == CLAIMED || this == REPORTED;
        }

        private boolean isBeforeRouting() {
            return this == WAITING || this == RELEASED;
        }
    }

    /** A state of an attempt that the owner of the run makes. */
    public ActivityTaskState(
            int scheduledEventId,
            int attempt,
            Stage stage,
            Instant at,
            @Nullable FailureInfo lastFailure,
            @Nullable ActivityHeartbeat heartbeat) {
        this(scheduledEventId, attempt, stage, at, lastFailure, heartbeat, null);
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

    /** The same attempt, to be made by whichever node claims it. */
    public ActivityTaskState asRouted(ActivityRoute newRoute) {
        return new ActivityTaskState(scheduledEventId, attempt, Stage.ROUTED, at, lastFailure, heartbeat, newRoute);
    }

    /** The same attempt as far as it has come meanwhile. */
    public ActivityTaskState inStage(Stage newStage) {
        return new ActivityTaskState(scheduledEventId, attempt, newStage, at, lastFailure, heartbeat, route);
    }

    /**
     * Whether a stored state is this one, or has come of it: others may have claimed an attempt as soon as it was stored for them. Asked
     * after a write with unknown outcome, with the state of the same activity.
     */
    public boolean isOrHasBecome(@Nullable ActivityTaskState stored) {
        if (stage != Stage.ROUTED || stored == null) {
            return equals(stored);
        }
        return stored.attempt > attempt || stored.attempt == attempt && !stored.stage.isBeforeRouting();
    }
}
