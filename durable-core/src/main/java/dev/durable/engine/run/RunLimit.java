package dev.durable.engine.run;

import dev.durable.failure.TimeoutType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.RunOptions;
import dev.durable.history.WorkflowExecutionReset;
import dev.durable.history.WorkflowExecutionStarted;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The moment at which a run has taken longer than it may.
 *
 * @param at when
 * @param type which limit that is
 */
record RunLimit(Instant at, TimeoutType type) {

    /** The first limit of a run that begins, or null if it has none. */
    static @Nullable RunLimit of(WorkflowExecutionStarted started) {
        return of(started.options(), started.firstStepAt());
    }

    /** The first limit of a run with a history, or null if it has none. The time of a run that was reset counts from then on. */
    static @Nullable RunLimit of(List<HistoryEvent> history) {
        WorkflowExecutionStarted started = (WorkflowExecutionStarted) history.get(0);
        Instant begun = started.firstStepAt();
        for (HistoryEvent event : history) {
            begun = event instanceof WorkflowExecutionReset ? event.time() : begun;
        }
        return of(started.options(), begun);
    }

    private static @Nullable RunLimit of(RunOptions options, Instant begun) {
        Instant expiresAt = options.expiresAt();
        Instant runEnds = options.runTimeout() == null ? null : begun.plus(options.runTimeout());
        if (expiresAt != null && (runEnds == null || !runEnds.isBefore(expiresAt))) {
            return new RunLimit(expiresAt, TimeoutType.WORKFLOW_EXECUTION);
        }
        return runEnds == null ? null : new RunLimit(runEnds, TimeoutType.WORKFLOW_RUN);
    }
}
