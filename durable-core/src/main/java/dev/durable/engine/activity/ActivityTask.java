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

    /** What is stored about the attempt before it begins. */
    public ActivityTaskState toState() {
        return new ActivityTaskState(scheduled.eventId(), attempt, dueAt, false, lastFailure, heartbeat);
    }
}
