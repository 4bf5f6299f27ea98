package dev.durable.history;

import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which runs came before a run, and who started it.
 *
 * @param firstRunId the first run of the chain (continued as new, repeated or reset), or null if the run is the first itself
 * @param seedRunId the run whose id the random numbers derive from, or null for the run's own: a reset run replays what another
 *     has drawn
 * @param continuedRunId the run before, or null. A run that was reset to a later event than the first keeps that of its base, which
 *     its {@link WorkflowExecutionReset} names, for code must see the same when it is replayed
 * @param attempt number of the attempt under a retry policy of the workflow, from 1
 * @param parent the run that started it as a child, or null
 * @param lastResult result of the run before under the same schedule, or null if there is none
 * @param lastFailure failure of the run before, or null if it did not fail
 */
public record RunOrigin(
        @Nullable UUID firstRunId,
        @Nullable UUID seedRunId,
        @Nullable UUID continuedRunId,
        int attempt,
        @Nullable ParentExecution parent,
        @Nullable Payload lastResult,
        @Nullable FailureInfo lastFailure) {

    /** A first run that no other run started. */
    public static final RunOrigin FIRST = new RunOrigin(null, null, null, 1, null, null, null);

    /** A first run that another run started as its child. */
    public static RunOrigin childOf(ParentExecution parent) {
        return new RunOrigin(null, null, null, 1, parent, null, null);
    }

    /** The run from which the random numbers of the given run derive. */
    public UUID seedOf(UUID runId) {
        return seedRunId != null ? seedRunId : runId;
    }

    /** The first run of the chain to which the given run belongs. */
    public UUID firstOf(UUID runId) {
        return firstRunId != null ? firstRunId : runId;
    }
}
