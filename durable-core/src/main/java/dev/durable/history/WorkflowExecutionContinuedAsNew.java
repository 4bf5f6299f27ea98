package dev.durable.history;

import dev.durable.payload.Payload;
import dev.durable.search.SearchAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The workflow goes on as a new run with a history of its own. Closes the run.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param newRunId the new run
 * @param workflowType its workflow type
 * @param taskQueue its task queue
 * @param input its arguments
 * @param options its limits
 * @param header context that travels with it, by name; see {@link dev.durable.payload.Payload}
 * @param memo its memo
 * @param searchAttributes its search attributes
 */
public record WorkflowExecutionContinuedAsNew(
        int eventId,
        Instant time,
        UUID newRunId,
        String workflowType,
        String taskQueue,
        List<Payload> input,
        RunOptions options,
        Map<String, Payload> header,
        Map<String, Payload> memo,
        SearchAttributes searchAttributes)
        implements CommandEvent {

    /** Copies collections. */
    public WorkflowExecutionContinuedAsNew {
        input = List.copyOf(input);
        header = Map.copyOf(header);
        memo = Map.copyOf(memo);
    }

    /** The same at a place in a history, with the new run that was chosen. */
    public WorkflowExecutionContinuedAsNew at(int newEventId, Instant newTime, UUID chosenRunId) {
        return new WorkflowExecutionContinuedAsNew(
                newEventId,
                newTime,
                chosenRunId,
                workflowType,
                taskQueue,
                input,
                options,
                header,
                memo,
                searchAttributes);
    }

    @Override
    public boolean closesRun() {
        return true;
    }

    @Override
    public UUID nextRunId() {
        return newRunId;
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionContinuedAsNew;
    }
}
