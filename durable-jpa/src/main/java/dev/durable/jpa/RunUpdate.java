package dev.durable.jpa;

import dev.durable.store.RunClosing;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of a run's row by its owner. It does not apply if the owner is another, or if the run is to close and would have
 * messages left. The run's wake-up time goes once all messages left are parked.
 *
 * @param runId the run
 * @param owner the node that must own it
 * @param pendingDelta how many more messages are stored for it
 * @param parkedDelta how many more of them are parked
 * @param closing how it closes, or null
 */
record RunUpdate(
        UUID runId,
        UUID owner,
        int pendingDelta,
        int parkedDelta,
        @Nullable RunClosing closing) {

    /** Name of the closed status, or null. */
    @Nullable
    String closedStatus() {
        return closing == null ? null : closing.status().name();
    }

    /** When it closed, or null. */
    @Nullable
    Instant closedAt() {
        return closing == null ? null : Micros.of(closing.closedAt());
    }
}
