package dev.durable.store;

import dev.durable.client.WorkflowStatus;
import dev.durable.client.WorkflowSummary;
import dev.durable.search.SearchAttributes;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The row of a run.
 *
 * @param runId the run
 * @param workflowId the business key
 * @param workflowType name of the workflow type
 * @param taskQueue queue on which it is placed
 * @param status how it stands
 * @param owner node that may advance it, or null
 * @param wakeAt when somebody has to look at it, or null
 * @param pendingMessages messages that are stored for it
 * @param startedAt when it began
 * @param closedAt when it ended, or null
 * @param codeVersion version of the code that alone may execute it, or null for any
 */
public record StoredRun(
        UUID runId,
        String workflowId,
        String workflowType,
        String taskQueue,
        WorkflowStatus status,
        @Nullable UUID owner,
        @Nullable Instant wakeAt,
        int pendingMessages,
        Instant startedAt,
        @Nullable Instant closedAt,
        @Nullable String codeVersion) {

    /** What lists show of the run. */
    public WorkflowSummary toSummary(SearchAttributes searchAttributes) {
        return new WorkflowSummary(
                workflowId, runId, workflowType, taskQueue, status, startedAt, closedAt, searchAttributes);
    }
}
