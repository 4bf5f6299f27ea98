package dev.durable.docs.fulfilment;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;

/** Waits for a carrier's offer. */
@Workflow
public class OfferWorkflow {

    private final WorkflowContext workflow;
    private int cents;

    OfferWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    public String ask(String carrier) {
        workflow.await(() -> cents > 0);
        return carrier + " for " + cents;
    }

    @SignalMethod
    public void offer(int price) {
        cents = price;
    }
}
