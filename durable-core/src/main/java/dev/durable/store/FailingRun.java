package dev.durable.store;

import dev.durable.client.FailedAttempt;

/**
 * A run whose code fails.
 *
 * @param run the run
 * @param failure the latest failure of its code
 */
public record FailingRun(StoredRun run, FailedAttempt failure) {}
