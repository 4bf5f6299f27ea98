package dev.durable.docs.events;

import dev.durable.client.WorkflowClient;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

// region mapping
@Component
class PurchaseMapping {

    private final WorkflowClient workflows;

    PurchaseMapping(WorkflowClient workflows) {
        this.workflows = workflows;
    }

    @EventListener // not @TransactionalEventListener, which runs after the commit, when a crash can come in between
    void on(BasketOrdered basket) {
        OrderPlaced order = new OrderPlaced(
                basket.orderId(),
                basket.prices().stream().mapToInt(price -> price).sum());
        workflows
                .newWorkflow(PurchaseWorkflow.class)
                .id("purchase-" + order.orderId())
                .start(w -> w.handle(order));
    }
}
// endregion
