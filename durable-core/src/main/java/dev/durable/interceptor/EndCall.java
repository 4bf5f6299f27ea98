package dev.durable.interceptor;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request of the client that a workflow end, by cancellation or termination. A changed reason counts.
 *
 * @param workflowId who is to end
 * @param runId which of its runs, or null for the open one
 * @param reason why
 */
public record EndCall(String workflowId, @Nullable UUID runId, String reason) {}
