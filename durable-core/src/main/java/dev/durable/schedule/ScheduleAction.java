package dev.durable.schedule;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.Payload;
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
 */
public record ScheduleAction(
        String workflowType,
        @Nullable String workflowId,
        @Nullable String taskQueue,
        List<Payload> input,
        int scheduledStart) {

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

    /** With another beginning of the workflow ids. */
    public ScheduleAction withWorkflowId(@Nullable String prefix) {
        return new ScheduleAction(workflowType, prefix, taskQueue, input, scheduledStart);
    }

    /** On another task queue. */
    public ScheduleAction withTaskQueue(@Nullable String queue) {
        return new ScheduleAction(workflowType, workflowId, queue, input, scheduledStart);
    }
}
