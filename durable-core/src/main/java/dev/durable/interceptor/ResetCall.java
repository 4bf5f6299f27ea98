package dev.durable.interceptor;

import dev.durable.client.ResetOptions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request of the client that a workflow go back to an earlier step. Changed options count.
 *
 * @param workflowId who is meant
 * @param runId which of its runs, or null for the latest
 * @param options to which event, and what happens again
 */
public record ResetCall(String workflowId, @Nullable UUID runId, ResetOptions options) {}
