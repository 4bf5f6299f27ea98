package dev.durable.store;

import java.util.UUID;

/**
 * The claim of a node to make an attempt: the fence of whatever it says about it.
 *
 * @param nodeId the node
 * @param runId the run
 * @param scheduledEventId the event that scheduled the activity
 * @param attempt number of the attempt
 */
public record ActivityClaim(UUID nodeId, UUID runId, int scheduledEventId, int attempt) {}
