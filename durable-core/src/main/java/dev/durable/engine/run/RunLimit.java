package dev.durable.engine.run;

import dev.durable.failure.TimeoutType;
import dev.durable.history.RunOptions;
import dev.durable.history.WorkflowExecutionStarted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The moment at which a run has taken longer than it may.
 *
 * @param at when
 * @param type which limit that is
 */
record RunLimit(Instant at, TimeoutType type) {

    /** The first limit of a run, or null if it has none. */
    static @Nullable RunLimit of(WorkflowExecutionStarted started) {
        RunOptions options = started.options();
        Instant expiresAt = options.expiresAt();
        Instant runEnds =
                options.runTimeout() == null ? null : started.firstStepAt().plus(options.runTimeout());
        if (expiresAt != null && (runEnds == null || !runEnds.isBefore(expiresAt))) {
            return new RunLimit(expiresAt, TimeoutType.WORKFLOW_EXECUTION);
        }
        return runEnds == null ? null : new RunLimit(runEnds, TimeoutType.WORKFLOW_RUN);
    }
}
