package dev.durable.engine.run;

import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableFailure;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.history.WorkflowExecutionTimedOut;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.FailureInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs that a run has failed or timed out, by a logger of its own: where that is everyday business, it can be switched off. */
final class FailedRuns {

    private static final Logger logger = LoggerFactory.getLogger(FailedRuns.class);

    private final RunIdentity run;
    private final FailureConverter failures;

    FailedRuns(RunIdentity run, FailureConverter failures) {
        this.run = run;
        this.failures = failures;
    }

    /** A closing event of the run is committed. */
    void closed(HistoryEvent closing) {
        if (!(isMatterForPeople(closing) ? logger.isWarnEnabled() : logger.isInfoEnabled())) {
            return;
        }
        if (closing instanceof WorkflowExecutionFailed failed) {
            log("has failed", describe(failed.failure()), closing);
        } else if (closing instanceof WorkflowExecutionTimedOut timedOut) {
            log("has timed out", timedOut.timeoutType().name(), closing);
        }
    }

    /** What is encoded in the database is not to be read in the log; and nothing that a codec does may harm a run that has closed. */
    private String describe(FailureInfo info) {
        FailureInfo root = info;
        boolean encoded = info.encoded() != null;
        for (FailureInfo cause = info.cause(); cause != null; cause = cause.cause()) {
            root = cause;
            encoded |= cause.encoded() != null;
        }
        if (encoded) {
            return root == info ? info.headline() : info.headline() + "; root cause: " + root.headline();
        }
        try {
            return describe(failures.toFailure(info));
        } catch (RuntimeException e) {
            return info.kind() + " that cannot be read: " + e.getMessage();
        }
    }

    private static String describe(DurableFailure failure) {
        String type = failure instanceof ApplicationFailure application
                ? application.type()
                : failure.getClass().getSimpleName();
        return type + ": " + failure.explanation();
    }

    /** Only the last run of those that follow one another is one. */
    private static boolean isMatterForPeople(HistoryEvent closing) {
        return closing.nextRunId() == null;
    }

    private void log(String what, String why, HistoryEvent closing) {
        if (isMatterForPeople(closing)) {
            logger.warn(
                    "Workflow '{}' (run {}, {}) {}: {}", run.workflowId(), run.runId(), run.workflowType(), what, why);
        } else {
            logger.info(
                    "Workflow '{}' (run {}, {}) {} and is repeated as run {}: {}",
                    run.workflowId(),
                    run.runId(),
                    run.workflowType(),
                    what,
                    closing.nextRunId(),
                    why);
        }
    }
}
