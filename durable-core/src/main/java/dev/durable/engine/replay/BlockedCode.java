package dev.durable.engine.replay;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.workflow.WorkflowInfo;
import java.time.Duration;

/**
 * Workflow code that was found blocking its JVM thread.
 *
 * @param run whose code it is
 * @param place which code of it, in words
 * @param since how long it has been observed
 * @param stack where it stands
 */
public record BlockedCode(WorkflowInfo run, String place, Duration since, StackTraceElement[] stack) {

    /** Which code, in a few words. */
    public String headline() {
        return "Workflow '" + run.workflowId() + "' (" + run.workflowType() + ") blocks its thread";
    }

    /** The same as an exception, with the stack of the code. */
    public DurableException toException() {
        DurableException exception = new DurableException(
                ErrorCode.WORKFLOW_CODE_BLOCKS,
                "Code of workflow '" + run.workflowId() + "' (" + run.workflowType() + ", run " + run.runId() + ", "
                        + place + ") has kept its thread for " + since + ".");
        exception.setStackTrace(stack);
        return exception;
    }
}
