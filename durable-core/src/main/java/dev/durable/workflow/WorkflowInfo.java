package dev.durable.workflow;

import dev.durable.activity.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Facts about a run that never change while it lasts; all of them are recorded with its start. What may change is asked of {@link
 * WorkflowContext}: search attributes, memo, length and size of the history.
 *
 * @param workflowId the business key chosen by the caller
 * @param runId this execution of it
 * @param workflowType name of the workflow type
 * @param taskQueue queue on which the run was placed
 * @param startedAt when it began
 * @param attempt number of the attempt under the workflow's retry policy, from 1
 * @param firstRunId the first run of the chain (continued as new, repeated, reset) to which this one belongs; {@code runId} if that is
 *     this one
 * @param continuedRunId the run of the chain before this one, or null if this is the first
 * @param parent the run that started this one as its child, or null
 * @param executionTimeout longest time for all runs of the chain together, or null for no limit
 * @param runTimeout longest time for this run, or null for no limit
 * @param retryPolicy how the run is repeated if it fails, or null if it is not
 * @param scheduleId the schedule that started it, or null
 * @param scheduledAt the time of the schedule for which it was started, or null
 */
public record WorkflowInfo(
        String workflowId,
        UUID runId,
        String workflowType,
        String taskQueue,
        Instant startedAt,
        int attempt,
        UUID firstRunId,
        @Nullable UUID continuedRunId,
        @Nullable Parent parent,
        @Nullable Duration executionTimeout,
        @Nullable Duration runTimeout,
        @Nullable RetryPolicy retryPolicy,
        @Nullable String scheduleId,
        @Nullable Instant scheduledAt) {

    /**
     * The run that started another one as its child.
     *
     * @param workflowId its workflow id
     * @param runId the run itself
     */
    public record Parent(String workflowId, UUID runId) {}
}
