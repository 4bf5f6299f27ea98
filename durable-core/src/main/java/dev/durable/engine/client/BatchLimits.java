package dev.durable.engine.client;

import dev.durable.client.WorkflowFilter;
import dev.durable.engine.time.TimeSource;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.store.DurableStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * How far and how fast a batch may go.
 *
 * @param maxRuns how many runs the filter may let through
 * @param maxPerSecond runs a second, 0 for any number
 * @param id name of the batch
 * @param time clock and timers
 */
record BatchLimits(long maxRuns, int maxPerSecond, String id, TimeSource time) {

    static BatchLimits none(TimeSource time) {
        return new BatchLimits(Long.MAX_VALUE, 0, time.newId().toString(), time);
    }

    /** Refuses to begin within a transaction, or if there are too many runs. */
    void requireKept(WorkflowFilter filter, DurableStore store) {
        if (store.currentTransaction().isPresent()) {
            throw new DurableException(
                    ErrorCode.BATCH_IN_TRANSACTION, "A batch was to be carried out in a transaction.");
        }
        if (maxRuns < Long.MAX_VALUE) {
            long count = store.count(filter);
            if (count > maxRuns) {
                throw new DurableException(
                        ErrorCode.BATCH_TOO_LARGE,
                        "The filter lets " + count + " runs through, but at most " + maxRuns + " were expected.");
            }
        }
    }

    /** The turns of the runs of one batch. */
    Pace pace() {
        return new Pace();
    }

    /** Goes by the last turn, so that what a stall held up is not made up for in a burst. Confined to the thread that carries out the batch. */
    final class Pace {

        private Instant next = Instant.MIN;

        /** Waits until it is the turn of the next run. */
        void awaitTurn() {
            if (maxPerSecond == 0) {
                return;
            }
            if (next.isAfter(time.now())) {
                CompletableFuture<Void> turn = new CompletableFuture<>();
                time.schedule(next, () -> turn.complete(null));
                turn.join();
            }
            next = time.now().plus(Duration.ofSeconds(1).dividedBy(maxPerSecond));
        }
    }
}
