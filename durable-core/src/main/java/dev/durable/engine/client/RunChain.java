package dev.durable.engine.client;

import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionTerminated;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs that follow from one another. */
final class RunChain {

    private RunChain() {}

    /** The run that goes on after a closing event as a new one, or repeats the one that has closed; null if that is the end, or a reset. */
    static @Nullable UUID next(HistoryEvent closing) {
        return closing instanceof WorkflowExecutionTerminated ? null : closing.nextRunId();
    }
}
