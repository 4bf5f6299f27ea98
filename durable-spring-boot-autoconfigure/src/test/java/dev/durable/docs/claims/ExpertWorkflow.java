package dev.durable.docs.claims;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

@Workflow
class ExpertWorkflow {

    private final Payments payments;

    ExpertWorkflow(Payments payments) {
        this.payments = payments;
    }

    @WorkflowMethod
    String assess() {
        return payments.pay("expert");
    }
}
