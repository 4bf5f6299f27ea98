package dev.durable.store;

import dev.durable.client.WorkflowStatus;
import java.time.Instant;

/**
 * How a run ends.
 *
 * @param status a closed status
 * @param closedAt when it ended
 */
public record RunClosing(WorkflowStatus status, Instant closedAt) {}
