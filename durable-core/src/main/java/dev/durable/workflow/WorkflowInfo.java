package dev.durable.workflow;

import java.time.Instant;
import java.util.UUID;

/**
 * Facts about a run that never change while it lasts.
 *
 * @param workflowId the business key chosen by the caller
 * @param runId this execution of it
 * @param workflowType name of the workflow type
 * @param taskQueue queue on which the run was placed
 * @param startedAt when it began
 */
public record WorkflowInfo(String workflowId, UUID runId, String workflowType, String taskQueue, Instant startedAt) {}
