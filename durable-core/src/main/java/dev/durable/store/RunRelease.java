package dev.durable.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run to be given up by its owner.
 *
 * @param runId the run
 * @param wakeAt when somebody has to look at it next, or null if only a message can wake it
 * @param pendingMessages the pending messages that the owner has seen
 */
public record RunRelease(UUID runId, @Nullable Instant wakeAt, int pendingMessages) {}
