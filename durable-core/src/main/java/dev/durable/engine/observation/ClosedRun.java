package dev.durable.engine.observation;

import dev.durable.context.Header;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionStarted;
import java.time.Duration;
import java.util.UUID;

/**
 * A run that has closed.
 *
 * @param runId the run
 * @param started its first event
 * @param closing its last event
 * @param header what came with its start
 */
public record ClosedRun(UUID runId, WorkflowExecutionStarted started, HistoryEvent closing, Header header) {

    /** From its first event to its last. */
    public Duration duration() {
        return Duration.between(started.time(), closing.time());
    }
}
