package dev.durable.store;

import java.time.Instant;
import java.util.UUID;

/** Deletes runs that have closed, with everything that is stored of them. Every method works in a transaction of its own. */
public interface RetentionStore {

    /**
     * Deletes a run.
     *
     * @return false if there is no such run
     * @throws StoreConflictException {@link StoreConflictException.Kind#RUN_OPEN} if it has not closed
     */
    boolean deleteRun(UUID runId);

    /**
     * Deletes runs that closed before a time, the oldest ones first. Runs that others are deleting at the same time are left to them.
     *
     * @param limit at most so many at once, so that the transaction is short
     * @return how many were deleted; fewer than the limit if there are no more
     */
    int deleteClosedRuns(Instant closedBefore, int limit);
}
