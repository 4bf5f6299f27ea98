package dev.durable.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a node finds to do when it looks whether there is anything.
 *
 * @param freeRuns whether runs are due that nobody owns, of whatever kind
 * @param ownMessages whether runs of the node are due: somebody stored messages for them
 * @param deadNodes whether nodes are registered whose leases have ended
 * @param freeActivities whether attempts of activities are due on the node's task queues that nobody has claimed, of whatever type
 * @param nextSchedule when the next schedule is due, or null if none ever is
 */
public record PendingWork(
        boolean freeRuns,
        boolean ownMessages,
        boolean deadNodes,
        boolean freeActivities,
        @Nullable Instant nextSchedule) {}
