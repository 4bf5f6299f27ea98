package dev.durable.engine.run;

import dev.durable.history.HistoryEvent;
import dev.durable.store.RunReader;
import java.util.Optional;
import java.util.UUID;

/** The end of runs that follow from one another: by continuing as new, by repetition, or by reset. */
public final class ChainEnd {

    private ChainEnd() {}

    /** The closing event of the last run of a chain; empty if that is open, or not there. */
    public static Optional<HistoryEvent> of(RunReader store, UUID firstRunId) {
        UUID runId = firstRunId;
        while (true) {
            Optional<HistoryEvent> closing = store.lastEvent(runId).filter(HistoryEvent::closesRun);
            UUID next = closing.map(HistoryEvent::nextRunId).orElse(null);
            if (next == null) {
                return closing;
            }
            runId = next;
        }
    }
}
