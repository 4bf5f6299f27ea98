package dev.durable.engine.run;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.InboundEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops a run whose history has become too long to be replayed in reasonable time, after a warning. */
final class HistoryLimit {

    private static final Logger logger = LoggerFactory.getLogger(RunActor.class);
    private static final int WARNED_FRACTION = 5;

    private final RunIdentity run;
    private final int maxLength;

    HistoryLimit(RunIdentity run, int maxLength) {
        this.run = run;
        this.maxLength = maxLength;
    }

    /**
     * Checks that the history may take one more step.
     *
     * @throws DurableException {@code DUR-3021} if it may not; an event that ends the run is always taken
     */
    void requireRoomFor(InboundEvent event, int length) {
        if (length >= maxLength && !event.closesRun()) {
            throw new DurableException(
                    ErrorCode.HISTORY_TOO_LONG,
                    "The history of workflow '" + run.workflowId() + "' (run " + run.runId() + ") has " + length
                            + " events; " + maxLength + " are allowed.");
        }
    }

    /** Notes that the history has grown; warns when it has passed a fifth of what is allowed. */
    void grown(int from, int to) {
        int warned = maxLength / WARNED_FRACTION;
        if (from < warned && to >= warned) {
            logger.warn(
                    "The history of workflow '{}' (run {}, {}) has {} events. It should go on as a new run; at {} it is stopped",
                    run.workflowId(),
                    run.runId(),
                    run.workflowType(),
                    to,
                    maxLength);
        }
    }
}
