package dev.durable.engine.run;

import java.util.UUID;

/**
 * Which run.
 *
 * @param runId the run
 * @param workflowId its business key
 * @param workflowType its type
 */
record RunIdentity(UUID runId, String workflowId, String workflowType) {}
