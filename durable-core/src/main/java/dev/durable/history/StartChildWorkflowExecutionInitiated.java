package dev.durable.history;

import dev.durable.payload.Payload;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.ChildCancellationType;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The workflow asked for a child workflow. The event's id identifies the child within the run.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param workflowId the child's business key
 * @param runId the child's run
 * @param workflowType name of its workflow type
 * @param taskQueue queue on which it is placed
 * @param input its arguments
 * @param options its limits
 * @param parentClosePolicy what becomes of it when this run closes
 * @param cancellationType what happens when its scope is canceled
 * @param idReusePolicy whether a closed run may have the same workflow id
 * @param header context that travels with it, by name; see {@link dev.durable.payload.Payload}
 * @param memo its memo
 * @param searchAttributes its search attributes
 */
public record StartChildWorkflowExecutionInitiated(
        int eventId,
        Instant time,
        String workflowId,
        UUID runId,
        String workflowType,
        String taskQueue,
        List<Payload> input,
        RunOptions options,
        ParentClosePolicy parentClosePolicy,
        ChildCancellationType cancellationType,
        WorkflowIdReusePolicy idReusePolicy,
        Map<String, Payload> header,
        Map<String, Payload> memo,
        SearchAttributes searchAttributes)
        implements CommandEvent {

    /** Copies collections. */
    public StartChildWorkflowExecutionInitiated {
        input = List.copyOf(input);
        header = Map.copyOf(header);
        memo = Map.copyOf(memo);
    }

    @Override
    public EventType type() {
        return EventType.StartChildWorkflowExecutionInitiated;
    }
}
