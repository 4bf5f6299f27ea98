package dev.durable.engine.replay;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.InboundEvent;
import dev.durable.workflow.WorkflowInfo;

/** Workflow code threw an exception that is not declared to fail the workflow: a bug of this deployment. */
public final class WorkflowCodeException extends DurableException {

    private WorkflowCodeException(String what, Throwable cause) {
        super(ErrorCode.WORKFLOW_CODE_FAILED, what, cause);
    }

    static WorkflowCodeException at(InboundEvent event, String workflowType, Throwable cause) {
        return new WorkflowCodeException(
                workflowType + " threw " + cause + " when event " + event.eventId() + " " + event.type()
                        + " was applied.",
                cause);
    }

    static WorkflowCodeException inSideEffect(WorkflowInfo info, Throwable cause) {
        return new WorkflowCodeException("A side effect of " + info.workflowType() + " threw " + cause + ".", cause);
    }
}
