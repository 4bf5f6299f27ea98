package dev.durable.engine.replay;

import dev.durable.engine.definition.WorkflowDefinition;
import dev.durable.failure.CanceledFailure;
import dev.durable.workflow.WorkflowInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Failures of functions on threads of their own for which nobody asks: they have no effect, so only a log can show them. Each is told of
 * once: a bug at the end of its step, for the run may go on for years; any other failure when the run ends, since code may ask for it
 * until then. What gave up as it was asked to has not failed. Confined to the run.
 */
final class UnaskedFailures {

    private final WorkflowInfo info;
    private final WorkflowDefinition definition;
    private final Logger logger;
    private final Map<RunPromise<?>, RuntimeException> untold = new LinkedHashMap<>();

    /**
     * @param logger keeps silent in replay
     */
    UnaskedFailures(WorkflowInfo info, WorkflowDefinition definition, Logger logger) {
        this.info = info;
        this.definition = definition;
        this.logger = logger;
    }

    /** Nobody has asked for the promise, and now it has failed. */
    void failed(RunPromise<?> promise, RuntimeException failure) {
        if (!isCancellation(failure)) {
            untold.put(promise, failure);
        }
    }

    /** Somebody asks for the promise. */
    void asked(RunPromise<?> promise) {
        untold.remove(promise);
    }

    /** Code has run as far as it can. */
    void endStep(boolean closed) {
        if (!untold.isEmpty()) {
            tell(failure -> closed || !definition.failsWorkflow(failure));
        }
    }

    private void tell(Predicate<RuntimeException> due) {
        untold.entrySet().removeIf(entry -> {
            RuntimeException failure = entry.getValue();
            boolean isDue = due.test(failure);
            if (isDue) {
                logger.warn(
                        "Nobody has asked for {} of workflow '{}' ({}, run {}), which has failed",
                        entry.getKey().subject(),
                        info.workflowId(),
                        info.workflowType(),
                        info.runId(),
                        failure);
            }
            return isDue;
        });
    }

    private static boolean isCancellation(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CanceledFailure) {
                return true;
            }
        }
        return false;
    }
}
