package dev.durable.engine.activity;

import dev.durable.history.ActivityTaskScheduled;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.store.ActivityTaskState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One activity of one run with the attempt that is to be made.
 *
 * @param runId the run
 * @param workflowId its business key
 * @param workflowType its type
 * @param scheduled the event that scheduled the activity
 * @param attempt number of the attempt, from 1
 * @param dueAt when it may begin
 * @param lastFailure what went wrong in the attempt before, or null
 * @param heartbeat the last progress reported, or null
 */
public record ActivityTask(
        UUID runId,
        String workflowId,
        String workflowType,
        ActivityTaskScheduled scheduled,
        int attempt,
        Instant dueAt,
        @Nullable FailureInfo lastFailure,
        @Nullable Payload heartbeat) {

    /** The first attempt of an activity that was just scheduled. */
    public static ActivityTask first(
            UUID runId, String workflowId, String workflowType, ActivityTaskScheduled scheduled) {
        return new ActivityTask(runId, workflowId, workflowType, scheduled, 1, scheduled.time(), null, null);
    }

    /** This activity as it was stored between two attempts. */
    ActivityTask resumedFrom(ActivityTaskState stored) {
        return new ActivityTask(
                runId,
                workflowId,
                workflowType,
                scheduled,
                stored.attempt(),
                stored.nextAttemptAt(),
                stored.lastFailure(),
                stored.heartbeat());
    }

    /** The attempt after this one, which failed. */
    ActivityTask next(Instant nextDueAt, FailureInfo failure) {
        return new ActivityTask(runId, workflowId, workflowType, scheduled, attempt + 1, nextDueAt, failure, heartbeat);
    }

    /** The same attempt at another time. */
    ActivityTask dueAt(Instant newDueAt) {
        return new ActivityTask(runId, workflowId, workflowType, scheduled, attempt, newDueAt, lastFailure, heartbeat);
    }

    /** The same attempt with other progress. */
    ActivityTask withHeartbeat(@Nullable Payload newHeartbeat) {
        return new ActivityTask(runId, workflowId, workflowType, scheduled, attempt, dueAt, lastFailure, newHeartbeat);
    }

    /** What is stored about the attempt before it begins. */
    public ActivityTaskState toState() {
        return new ActivityTaskState(scheduled.eventId(), attempt, dueAt, false, lastFailure, heartbeat);
    }

    /** What a stopping node stores about the attempt if it has certainly not begun. */
    public ActivityTaskState toReleasedState() {
        return new ActivityTaskState(scheduled.eventId(), attempt, dueAt, true, lastFailure, heartbeat);
    }
}
