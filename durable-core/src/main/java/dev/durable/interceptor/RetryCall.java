package dev.durable.interceptor;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request of the client that what waits for its next try be tried at once. It is there to be read, and to be refused.
 *
 * @param workflowId who is meant
 * @param runId which of its runs, or null for the open one
 * @param scheduledEventId the event that scheduled the only activity that is meant; 0 for all, and the code of the run
 */
public record RetryCall(String workflowId, @Nullable UUID runId, int scheduledEventId) {}
