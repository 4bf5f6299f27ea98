package dev.durable.store;

import java.time.Instant;

/**
 * Attempts of activities that wait on a task queue for a node to claim them: those that their run's owner does not make itself.
 *
 * @param taskQueue name of the queue
 * @param attempts attempts that are due and that nobody has claimed
 * @param oldestDueAt since when the oldest of them has been due
 */
public record ActivityBacklog(String taskQueue, long attempts, Instant oldestDueAt) {}
