package dev.durable.schedule;

import dev.durable.activity.RetryOptions;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.Payload;
import dev.durable.search.SearchAttributes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule does: it starts a workflow. Made by {@link ScheduleClient#action}.
 *
 * @param workflowType name of the workflow type
 * @param workflowId what the workflow ids begin with, followed by {@code -} and the scheduled time; null for the schedule's id
 * @param taskQueue task queue, or null for the workflow type's own
 * @param input the arguments
 * @param scheduledStart which of the arguments is a {@link ScheduledStart} that is filled in at each start, from 0; -1 if none is
 * @param options time limits, repetition and search attributes of the runs
 */
public record ScheduleAction(
        String workflowType,
        @Nullable String workflowId,
        @Nullable String taskQueue,
        List<Payload> input,
        int scheduledStart,
        ScheduledRunOptions options) {

    /** Longest beginning of a workflow id: the time that follows needs some characters, too. */
    public static final int LONGEST_ID = 220;

    /** No argument is filled in. */
    public static final int NO_SCHEDULED_START = -1;

    /** Checks the workflow id and copies the arguments. */
    public ScheduleAction {
        if (workflowId != null && (workflowId.isBlank() || workflowId.length() > LONGEST_ID)) {
            throw new DurableException(
                    ErrorCode.SCHEDULE_ILLEGAL,
                    "What workflow ids begin with must have 1 to " + LONGEST_ID + " characters but has "
                            + workflowId.length() + ".");
        }
        input = List.copyOf(input);
    }

    /** Starts a workflow type with arguments, everything else being as the type declares it. */
    public static ScheduleAction of(String workflowType, List<Payload> input) {
        return new ScheduleAction(workflowType, null, null, input, NO_SCHEDULED_START, ScheduledRunOptions.NONE);
    }

    /** With another beginning of the workflow ids. */
    public ScheduleAction withWorkflowId(@Nullable String prefix) {
        return new ScheduleAction(workflowType, prefix, taskQueue, input, scheduledStart, options);
    }

    /** On another task queue. */
    public ScheduleAction withTaskQueue(@Nullable String queue) {
        return new ScheduleAction(workflowType, workflowId, queue, input, scheduledStart, options);
    }

    /** With an argument that is filled in at each start. */
    public ScheduleAction withScheduledStart(int argument) {
        return new ScheduleAction(workflowType, workflowId, taskQueue, input, argument, options);
    }

    /** With a limit for all runs together that follow from one action. */
    public ScheduleAction withExecutionTimeout(Duration timeout) {
        return with(
                new ScheduledRunOptions(timeout, options.runTimeout(), options.retry(), options.searchAttributes()));
    }

    /** With a limit for each run. */
    public ScheduleAction withRunTimeout(Duration timeout) {
        return with(new ScheduledRunOptions(
                options.executionTimeout(), timeout, options.retry(), options.searchAttributes()));
    }

    /** With repetition of runs that failed or timed out. */
    public ScheduleAction withRetry(RetryOptions retry) {
        return with(new ScheduledRunOptions(
                options.executionTimeout(), options.runTimeout(), retry, options.searchAttributes()));
    }

    /** With facts by which the runs can be found; those of {@link ScheduledStart} they have in any case. */
    public ScheduleAction withSearchAttributes(SearchAttributes attributes) {
        return with(
                new ScheduledRunOptions(options.executionTimeout(), options.runTimeout(), options.retry(), attributes));
    }

    private ScheduleAction with(ScheduledRunOptions newOptions) {
        return new ScheduleAction(workflowType, workflowId, taskQueue, input, scheduledStart, newOptions);
    }
}
