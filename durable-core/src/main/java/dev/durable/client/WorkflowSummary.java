package dev.durable.client;

import dev.durable.search.SearchAttributes;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run in a listing.
 *
 * @param workflowId the business key
 * @param runId the run
 * @param workflowType name of the workflow type
 * @param taskQueue queue on which the run was placed
 * @param status how it stands
 * @param startedAt when it began
 * @param closedAt when it ended, or null while it is open
 * @param searchAttributes facts by which it can be found
 */
public record WorkflowSummary(
        String workflowId,
        UUID runId,
        String workflowType,
        String taskQueue,
        WorkflowStatus status,
        Instant startedAt,
        @Nullable Instant closedAt,
        SearchAttributes searchAttributes) {}
