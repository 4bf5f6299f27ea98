package dev.durable.docs.events;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.autoconfigure.event.UndeliverableEvents;
import dev.durable.autoconfigure.event.WorkflowEventListener;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;

// region workflow
@Workflow
public class PurchaseWorkflow {

    private final WorkflowContext workflow;
    private int paid;
    private boolean withdrawn;

    PurchaseWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    @WorkflowEventListener(id = "purchase-#{orderId}")
    public String handle(OrderPlaced order) {
        boolean decided = workflow.await(Duration.ofDays(14), () -> withdrawn || paid >= order.total());
        return withdrawn ? "withdrawn" : decided ? "paid" : "not paid in time";
    }

    @SignalMethod
    @WorkflowEventListener(
            id = "purchase-#{orderId}",
            condition = "amount > 0",
            arguments = "amount",
            classes = PaymentReceived.class,
            requestId = "#{paymentId}") // a payment that is reported again does not count again
    public void paid(int amount) {
        paid += amount;
    }

    @SignalMethod
    @WorkflowEventListener(id = "purchase-#{orderId}", undeliverable = UndeliverableEvents.IGNORE)
    public void withdraw(OrderWithdrawn event) {
        withdrawn = true;
    }
}
// endregion
