package dev.durable.engine.run;

import dev.durable.context.Header;
import dev.durable.engine.observation.ClosedRun;
import dev.durable.engine.observation.EngineObserver;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.store.CommitResult;
import dev.durable.store.TurnWrite;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells the observer of a run's turns. Confined to the run's actor.
 *
 * @param run which run
 * @param code knows the run's start; whatever closes a run needs that code, or its place in history
 * @param environment has the observer
 */
record ObservedRun(RunIdentity run, CodeInMemory code, RunEnvironment environment) {

    void turnCommitted(Turn turn, TurnWrite write, CommitResult result, Duration latency) {
        if (turn.closesRun()) {
            new FailedRuns(run, environment.replay().failures()).closed(closing(turn));
        }
        EngineObserver observer = environment.observer();
        if (observer == EngineObserver.NONE) {
            return;
        }
        observer.turnCommitted(run.workflowType(), latency);
        StoredStarts.tell(write, result, observer::workflowStarted);
        @Nullable RunCode closed = turn.closesRun() ? code.find() : null;
        if (closed != null) {
            WorkflowExecutionStarted started = closed.started();
            Header header = Header.of(started.header(), environment.replay().payloads());
            observer.workflowClosed(new ClosedRun(run.runId(), started, closing(turn), header));
        }
    }

    private static HistoryEvent closing(Turn turn) {
        return turn.events().get(turn.events().size() - 1);
    }
}
