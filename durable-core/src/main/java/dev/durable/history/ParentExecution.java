package dev.durable.history;

import java.util.UUID;

/**
 * The run that started another one as its child.
 *
 * @param workflowId its business key
 * @param runId the run
 * @param initiatedEventId its event that asked for the child
 */
public record ParentExecution(String workflowId, UUID runId, int initiatedEventId) {}
