package dev.durable.engine.client;

import org.jspecify.annotations.Nullable;

/**
 * What has come of a start.
 *
 * @param run the run that was started, or the open one that got the messages instead
 * @param update the update that was asked for, or null if none was
 */
record StartedWithUpdate(StartedRun run, @Nullable UpdateTicket update) {}
