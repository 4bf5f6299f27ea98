package dev.durable.client;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How workflow code has dealt with a recorded history.
 *
 * @param workflowId the business key
 * @param runId the run
 * @param workflowType name of the workflow type
 * @param events how many events the history has
 * @param notes differences that do not hinder a replay, such as other arguments of an activity
 * @param failure why the history does not replay, or null if it does
 */
public record ReplayReport(
        String workflowId,
        UUID runId,
        String workflowType,
        int events,
        List<String> notes,
        @Nullable DurableException failure) {

    /** Copies the list. */
    public ReplayReport {
        notes = List.copyOf(notes);
    }

    /** Whether the run would go on with this code. */
    public boolean isReplayable() {
        return failure == null;
    }

    /**
     * Insists that the history replays, whatever the notes.
     *
     * @throws DurableException {@code DUR-2095} if it does not; the message says at which event, what was recorded and what was asked for
     */
    public ReplayReport requireReplayable() {
        if (failure != null) {
            throw new DurableException(
                    ErrorCode.REPLAY_DIFFERS,
                    "Run " + runId + " of workflow '" + workflowId + "' does not replay: " + failure.getMessage(),
                    failure);
        }
        return this;
    }
}
