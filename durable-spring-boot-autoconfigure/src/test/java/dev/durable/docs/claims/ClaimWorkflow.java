package dev.durable.docs.claims;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;

/** Pays an advance, has the child pay the expert, and pays the rest when somebody approves. */
@Workflow
class ClaimWorkflow {

    private final WorkflowContext workflow;
    private final Payments payments;
    private String rest = "";

    ClaimWorkflow(WorkflowContext workflow, Payments payments) {
        this.workflow = workflow;
        this.payments = payments;
    }

    @WorkflowMethod
    String handle() {
        workflow.localActivity(Payments.class).pay("fee");
        payments.pay("advance");
        workflow.newChild(ExpertWorkflow.class).execute(ExpertWorkflow::assess);
        workflow.await(() -> !rest.isEmpty());
        return rest;
    }

    @SignalMethod
    void approve() {
        rest = payments.pay("rest");
    }
}
