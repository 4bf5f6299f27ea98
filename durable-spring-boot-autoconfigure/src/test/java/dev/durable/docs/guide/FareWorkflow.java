package dev.durable.docs.guide;

import dev.durable.activity.ActivityOptions;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;

/** Asks for something that is closed until tomorrow. */
@Workflow
class FareWorkflow {

    private final WorkflowContext workflow;

    FareWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    String ask(String destination) {
        return workflow.activity("Templates.fare", String.class, ActivityOptions.NONE, destination, 0);
    }
}
