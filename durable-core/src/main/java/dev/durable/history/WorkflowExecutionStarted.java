package dev.durable.history;

import dev.durable.payload.Payload;
import dev.durable.search.SearchAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The run began. Always event 1.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param workflowId the business key
 * @param workflowType name of the workflow type
 * @param taskQueue queue on which the run was placed
 * @param input arguments of the workflow method
 * @param engineVersion version of the engine's rules under which the run began; later engines keep to it
 * @param origin which runs came before it, and who started it
 * @param options its time limits and how it is repeated
 * @param header context that travels with it, by name; see {@link dev.durable.payload.Payload}
 * @param memo facts for people that the start gave
 * @param searchAttributes facts by which it can be found that the start gave
 */
public record WorkflowExecutionStarted(
        int eventId,
        Instant time,
        String workflowId,
        String workflowType,
        String taskQueue,
        List<Payload> input,
        int engineVersion,
        RunOrigin origin,
        RunOptions options,
        Map<String, Payload> header,
        Map<String, Payload> memo,
        SearchAttributes searchAttributes)
        implements InboundEvent {

    /** Version of the engine's rules that new runs begin under. */
    public static final int CURRENT_ENGINE_VERSION = 1;

    /** Copies collections. */
    public WorkflowExecutionStarted {
        input = List.copyOf(input);
        header = Map.copyOf(header);
        memo = Map.copyOf(memo);
    }

    /** A start with nothing but what it needs. */
    public WorkflowExecutionStarted(
            int eventId,
            Instant time,
            String workflowId,
            String workflowType,
            String taskQueue,
            List<Payload> input,
            int engineVersion) {
        this(
                eventId,
                time,
                workflowId,
                workflowType,
                taskQueue,
                input,
                engineVersion,
                RunOrigin.FIRST,
                RunOptions.NONE,
                Map.of(),
                Map.of(),
                SearchAttributes.EMPTY);
    }

    /** The same start with another origin and other limits. */
    public WorkflowExecutionStarted with(RunOrigin newOrigin, RunOptions newOptions) {
        return new WorkflowExecutionStarted(
                eventId,
                time,
                workflowId,
                workflowType,
                taskQueue,
                input,
                engineVersion,
                newOrigin,
                newOptions,
                header,
                memo,
                searchAttributes);
    }

    /** When the first step is due: later than the start if that has a delay. */
    public Instant firstStepAt() {
        return time.plus(options.startDelay());
    }

    @Override
    public WorkflowExecutionStarted at(int newEventId, Instant newTime) {
        return new WorkflowExecutionStarted(
                newEventId,
                newTime,
                workflowId,
                workflowType,
                taskQueue,
                input,
                engineVersion,
                origin,
                options,
                header,
                memo,
                searchAttributes);
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionStarted;
    }
}
