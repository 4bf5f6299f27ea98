package dev.durable.client;

import org.jspecify.annotations.Nullable;

/**
 * A start in preparation that an update comes with, by names. Not thread-safe; used once.
 *
 * @param <U> type of the update's result
 */
public interface UntypedUpdateWithStart<U extends @Nullable Object> {

    /**
     * Starts the workflow and asks it for the update; see {@link UpdateWithStart#start}.
     *
     * @param arguments arguments of the workflow method
     */
    StartedUpdate<U, @Nullable Object> start(@Nullable Object... arguments);
}
