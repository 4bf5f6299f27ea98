package dev.durable.autoconfigure;

import dev.durable.engine.EngineSettings.QueueLimits;
import org.jspecify.annotations.Nullable;

/**
 * Limits of one task queue for its activities.
 *
 * @param maxConcurrentActivities Activity attempts of the queue that may run at the same time in this instance; no limit of its own if not set.
 * @param maxActivitiesPerSecond Activity attempts of the queue that may begin in a second, in all instances together; set it alike in all. No limit if not set.
 */
public record TaskQueueProperties(
        @Nullable Integer maxConcurrentActivities, @Nullable Double maxActivitiesPerSecond) {

    /** The same as the engine takes it. */
    QueueLimits toLimits() {
        return new QueueLimits(maxConcurrentActivities, maxActivitiesPerSecond);
    }
}
