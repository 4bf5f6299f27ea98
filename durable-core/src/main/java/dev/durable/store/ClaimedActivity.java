package dev.durable.store;

import dev.durable.history.ActivityTaskScheduled;

/**
 * An attempt that a node has claimed, with all that it takes to make it.
 *
 * @param claim the claim
 * @param workflowId business key of the run
 * @param workflowType its type
 * @param scheduled the event that scheduled the activity
 * @param state how the activity stands
 * @param cancelRequested whether the workflow has asked it to stop
 */
public record ClaimedActivity(
        ActivityClaim claim,
        String workflowId,
        String workflowType,
        ActivityTaskScheduled scheduled,
        ActivityTaskState state,
        boolean cancelRequested) {}
