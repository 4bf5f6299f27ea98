package dev.durable.interceptor;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request of the client that a workflow be canceled, terminated, paused or unpaused. A changed reason counts.
 *
 * @param workflowId who is meant
 * @param runId which of its runs, or null for the open one
 * @param reason why
 */
public record ControlCall(String workflowId, @Nullable UUID runId, String reason) {}
