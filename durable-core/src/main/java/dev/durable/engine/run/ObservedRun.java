package dev.durable.engine.run;

import dev.durable.engine.observation.EngineObserver;
import dev.durable.history.HistoryEvent;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells the observer of a run's turns.
 *
 * @param run which run
 * @param observer whom to tell
 */
record ObservedRun(RunIdentity run, EngineObserver observer) {

    void turnCommitted(Turn turn, Duration latency) {
        observer.turnCommitted(run.workflowType(), latency);
        if (turn.startsRun()) {
            observer.workflowStarted(run.workflowType());
        }
        if (turn.closesRun()) {
            HistoryEvent closing = turn.events().get(turn.events().size() - 1);
            observer.workflowClosed(run.workflowType(), closing.type(), Duration.between(beginning(), closing.time()));
        }
    }

    /** Run ids are UUIDs of version 7, whose first 48 bits are the milliseconds of their time. */
    private Instant beginning() {
        return Instant.ofEpochMilli(run.runId().getMostSignificantBits() >>> 16);
    }
}
