package dev.durable.engine.replay;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.InboundEvent;

/** Workflow code threw an exception that is not declared to fail the workflow: a bug of this deployment. */
public final class WorkflowCodeException extends DurableException {

    WorkflowCodeException(String workflowType, InboundEvent event, Throwable cause) {
        super(
                ErrorCode.WORKFLOW_CODE_FAILED,
                workflowType + " threw " + cause + " when event " + event.eventId() + " " + event.type()
                        + " was applied.",
                cause);
    }
}
