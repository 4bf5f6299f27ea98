package dev.durable.store;

import java.time.Instant;

/**
 * What waits on a task queue for a node to take it.
 *
 * @param taskQueue name of the queue
 * @param runs runs that are due and that nobody owns
 * @param oldestDueAt since when the oldest of them has been due
 */
public record QueueBacklog(String taskQueue, long runs, Instant oldestDueAt) {}
