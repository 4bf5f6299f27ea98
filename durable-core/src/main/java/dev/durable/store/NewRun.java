package dev.durable.store;

import dev.durable.workflow.WorkflowIdReusePolicy;
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
 * @param wakeAt when it has to be looked at, or null; not null for a run without an owner
 * @param parentRunId the run that started it as a child, or null
 * @param firstRunId the first run of the chain (continued as new, repeated or reset) if it is another, else null
 * @param codeVersion version of the code that alone may execute it, or null for any
 * @param idReusePolicy whether a closed run may have the same workflow id; a breach is a conflict as an open run is
 */
public record NewRun(
        String workflowId,
        String workflowType,
        String taskQueue,
        Instant startedAt,
        @Nullable UUID owner,
        @Nullable Instant wakeAt,
        @Nullable UUID parentRunId,
        @Nullable UUID firstRunId,
        @Nullable String codeVersion,
        WorkflowIdReusePolicy idReusePolicy) {

    /** The row of a run that has no parent and may have any predecessors. */
    public NewRun(
            String workflowId,
            String workflowType,
            String taskQueue,
            Instant startedAt,
            @Nullable UUID owner,
            @Nullable Instant wakeAt) {
        this(
                workflowId,
                workflowType,
                taskQueue,
                startedAt,
                owner,
                wakeAt,
                null,
                null,
                null,
                WorkflowIdReusePolicy.ALLOW_DUPLICATE);
    }
}
