package dev.durable.interceptor;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request of the client that a workflow be canceled, terminated, paused or unpaused, or one of another workflow that it be canceled. Whom
 * it goes to is there to be read; a changed reason counts.
 *
 * @param workflowId who is meant
 * @param runId which of its runs, or null for the open one
 * @param reason why
 */
public record ControlCall(String workflowId, @Nullable UUID runId, String reason) {}
