package dev.durable.engine.client;

import dev.durable.activity.RetryOptions;
import dev.durable.engine.definition.RunDefaults;
import dev.durable.engine.definition.StartRules;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.RunOptions;
import dev.durable.workflow.WorkflowIdConflictPolicy;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about a start.
 *
 * @param workflowId the business key
 * @param taskQueue the queue asked for, or null for the workflow type's own
 * @param idReusePolicy whether the id of a closed run may be used again
 * @param idConflictPolicy what is done if a run of the id is open, or null if the caller leaves that open
 * @param executionTimeout longest time for all runs together, or null for the type's own
 * @param runTimeout longest time for each run, or null for the type's own
 * @param retry how a failed run is repeated, laid over the type's own; null to leave that as it is
 * @param startDelay how long the first step waits
 * @param facts by which the run can be found, and for people
 */
record StartOptions(
        String workflowId,
        @Nullable String taskQueue,
        WorkflowIdReusePolicy idReusePolicy,
        @Nullable WorkflowIdConflictPolicy idConflictPolicy,
        @Nullable Duration executionTimeout,
        @Nullable Duration runTimeout,
        @Nullable RetryOptions retry,
        Duration startDelay,
        StartFacts facts) {

    /** Checks the values. */
    StartOptions {
        StartRules.requireId(workflowId);
        requirePositive(workflowId, "execution timeout", executionTimeout);
        requirePositive(workflowId, "run timeout", runTimeout);
        if (startDelay.isNegative()) {
            throw illegal("The start delay of workflow '" + workflowId + "' is negative: " + startDelay + ".");
        }
    }

    /** What becomes part of the run, with the type's own settings where the caller left something open. */
    RunOptions runOptions(RunDefaults declared) {
        try {
            return declared.overriddenBy(executionTimeout, runTimeout, retry, startDelay);
        } catch (IllegalArgumentException e) {
            throw new DurableException(
                    ErrorCode.OPTION_ILLEGAL,
                    "The retry options of workflow '" + workflowId + "' do not fit together: " + e.getMessage() + ".",
                    e);
        }
    }

    private static void requirePositive(String workflowId, String what, @Nullable Duration duration) {
        if (duration != null && (duration.isNegative() || duration.isZero())) {
            throw illegal(
                    "The " + what + " of workflow '" + workflowId + "' must be positive but is " + duration + ".");
        }
    }

    private static DurableException illegal(String what) {
        return new DurableException(ErrorCode.OPTION_ILLEGAL, what);
    }
}
