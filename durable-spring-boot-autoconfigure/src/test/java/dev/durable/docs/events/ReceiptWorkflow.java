package dev.durable.docs.events;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.autoconfigure.event.UndeliverableEvents;
import dev.durable.autoconfigure.event.WorkflowEventListener;
import dev.durable.workflow.WorkflowIdReusePolicy;

@Workflow
public class ReceiptWorkflow {

    // region once
    @WorkflowMethod
    @WorkflowEventListener(
            id = "receipt-#{paymentId}",
            idReusePolicy = WorkflowIdReusePolicy.REJECT_DUPLICATE,
            undeliverable = UndeliverableEvents.IGNORE)
    public String send(PaymentReceived payment) {
        return "receipt for " + payment.amount();
    }
    // endregion
}
