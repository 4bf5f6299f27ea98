package dev.durable.activity;

import java.time.Instant;
import java.util.UUID;

/**
 * Facts about the attempt that is running.
 *
 * @param workflowId id of the calling workflow
 * @param runId run that scheduled the activity
 * @param workflowType type of the calling workflow
 * @param activityType name of the activity
 * @param scheduledEventId event that scheduled it; identifies the activity within the run. 0 for a local activity
 * @param attempt number of this attempt, from 1; an attempt that a crash may have cut off counts
 * @param taskQueue queue the activity was scheduled on
 * @param scheduledAt when it was scheduled
 * @param startedAt when this attempt began
 * @param timeouts its time limits
 * @param localActivityId identifies a local activity within the run; 0 for others
 */
public record ActivityInfo(
        String workflowId,
        UUID runId,
        String workflowType,
        String activityType,
        int scheduledEventId,
        int attempt,
        String taskQueue,
        Instant scheduledAt,
        Instant startedAt,
        ActivityTimeouts timeouts,
        int localActivityId) {

    /** Facts about an attempt of an activity that is not local. */
    public ActivityInfo(
            String workflowId,
            UUID runId,
            String workflowType,
            String activityType,
            int scheduledEventId,
            int attempt,
            String taskQueue,
            Instant scheduledAt,
            Instant startedAt,
            ActivityTimeouts timeouts) {
        this(
                workflowId,
                runId,
                workflowType,
                activityType,
                scheduledEventId,
                attempt,
                taskQueue,
                scheduledAt,
                startedAt,
                timeouts,
                0);
    }

    /** Whether it is a local activity, which runs as a part of its workflow's step. */
    public boolean isLocal() {
        return localActivityId > 0;
    }

    /**
     * A key that is the same for every attempt of this activity and for no other activity: hand it to the system you call,
     * or store it beside your effect, to make the effect happen once.
     */
    public String idempotencyKey() {
        return runId + ":" + (isLocal() ? "local-" + localActivityId : scheduledEventId);
    }
}
