package dev.durable.client;

import org.jspecify.annotations.Nullable;

/**
 * An update that came with a start.
 *
 * @param update the update
 * @param workflow the run that it was asked of: a new one, or the one that was open
 * @param <U> type of the update's result
 * @param <R> type of the workflow's result
 */
public record StartedUpdate<U extends @Nullable Object, R extends @Nullable Object>(
        UpdateHandle<U> update, WorkflowHandle<R> workflow) {}
