package dev.durable.jpa;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What matters of a run that this transaction has locked.
 *
 * @param open whether it was open when it was locked
 * @param parentRunId the run that started it as a child, or null
 * @param firstRunId the first run of the chain that it continues, or null
 */
record LockedRun(
        UUID runId,
        String workflowId,
        boolean open,
        @Nullable UUID parentRunId,
        @Nullable UUID firstRunId) {}
