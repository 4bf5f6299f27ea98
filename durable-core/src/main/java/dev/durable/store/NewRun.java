package dev.durable.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The row of a run that starts. A turn that creates a run may close it, too.
 *
 * @param workflowId the business key
 * @param workflowType name of the workflow type
 * @param taskQueue queue on which it is placed
 * @param startedAt when it began
 * @param owner node that goes on with it, or null to leave that to whoever claims it
 * @param wakeAt when it has to be looked at, or null; now for a run without an owner
 */
public record NewRun(
        String workflowId,
        String workflowType,
        String taskQueue,
        Instant startedAt,
        @Nullable UUID owner,
        @Nullable Instant wakeAt) {}
