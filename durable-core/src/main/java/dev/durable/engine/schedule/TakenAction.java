package dev.durable.engine.schedule;

import java.time.Instant;
import java.util.UUID;

/**
 * An action that was taken.
 *
 * @param scheduledAt nominal time
 * @param startedAt when the workflow was started
 * @param workflowId the workflow
 * @param runId its run; the latest one, as far as it is known
 * @param overlapping whether it was taken regardless of others, and others are taken regardless of it
 * @param stopRequested whether it was asked to end to make room for another
 */
record TakenAction(
        Instant scheduledAt,
        Instant startedAt,
        String workflowId,
        UUID runId,
        boolean overlapping,
        boolean stopRequested) {

    TakenAction withRunId(UUID newRunId) {
        return new TakenAction(scheduledAt, startedAt, workflowId, newRunId, overlapping, stopRequested);
    }

    TakenAction withStopRequested() {
        return new TakenAction(scheduledAt, startedAt, workflowId, runId, overlapping, true);
    }
}
