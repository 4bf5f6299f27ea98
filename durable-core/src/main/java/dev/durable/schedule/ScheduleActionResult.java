package dev.durable.schedule;

import dev.durable.client.WorkflowStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action that a schedule has taken.
 *
 * @param scheduledAt the time of the schedule, without jitter; for a triggered action, when it was triggered
 * @param startedAt when the workflow was started
 * @param workflowId the workflow
 * @param runId its run
 * @param status how the run stands, or null if it is not there any more
 */
public record ScheduleActionResult(
        Instant scheduledAt,
        Instant startedAt,
        String workflowId,
        UUID runId,
        @Nullable WorkflowStatus status) {}
