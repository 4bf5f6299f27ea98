package dev.durable.autoconfigure.apps.shop;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;

@Workflow
public class ApprovalWorkflow {

    private final WorkflowContext workflow;
    private String decision = "";

    ApprovalWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    public String decide() {
        workflow.await(() -> !decision.isEmpty());
        return decision;
    }

    @SignalMethod
    public void approve(String by) {
        decision = "approved by " + by;
    }

    @QueryMethod
    public String decision() {
        return decision;
    }
}
