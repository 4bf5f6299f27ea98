package dev.durable.engine.client;

import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.history.WorkflowExecutionTerminated;
import dev.durable.history.WorkflowExecutionTimedOut;
import dev.durable.store.RunReader;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs that follow from one another. */
final class RunChain {

    private RunChain() {}

    /** The run that goes on after a closing event as a new one, or repeats the one that has closed; null if that is the end. */
    static @Nullable UUID next(HistoryEvent closing) {
        if (closing instanceof WorkflowExecutionContinuedAsNew continued) {
            return continued.newRunId();
        }
        if (closing instanceof WorkflowExecutionFailed failed) {
            return failed.newRunId();
        }
        return closing instanceof WorkflowExecutionTimedOut timedOut ? timedOut.newRunId() : null;
    }

    /** The closing event of the last run of a chain, resets included; empty if that is open. */
    static Optional<HistoryEvent> end(RunReader store, UUID firstRunId) {
        Optional<HistoryEvent> closing = closing(store, firstRunId);
        while (closing.isPresent()) {
            UUID next = nextOrReset(store, closing.get());
            if (next == null) {
                return closing;
            }
            closing = closing(store, next);
        }
        return closing;
    }

    /** The run that goes on after a closing event, be it by a reset; null if there is none. */
    static @Nullable UUID nextOrReset(RunReader store, HistoryEvent closing) {
        // the run that was to take the place of a terminated one is missing if the reset was broken off
        return closing instanceof WorkflowExecutionTerminated terminated
                        && terminated.newRunId() != null
                        && store.findRun(terminated.newRunId()).isPresent()
                ? terminated.newRunId()
                : next(closing);
    }

    private static Optional<HistoryEvent> closing(RunReader store, UUID runId) {
        return store.lastEvent(runId).filter(HistoryEvent::closesRun);
    }
}
