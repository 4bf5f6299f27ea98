package dev.durable.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The workflow asks another one to give up.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param workflowId the business key of the other
 * @param runId its run, or null for whichever is open
 * @param reason why, in words for people, or empty
 */
public record RequestCancelExternalWorkflowExecutionInitiated(
        int eventId,
        Instant time,
        String workflowId,
        @Nullable UUID runId,
        String reason) implements CommandEvent {

    @Override
    public EventType type() {
        return EventType.RequestCancelExternalWorkflowExecutionInitiated;
    }
}
