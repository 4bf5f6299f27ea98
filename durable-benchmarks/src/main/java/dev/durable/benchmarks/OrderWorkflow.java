package dev.durable.benchmarks;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.benchmarks.OrderActivities.Receipt;

/** Four activities, one after another. */
@Workflow
class OrderWorkflow {

    private final OrderActivities activities;

    OrderWorkflow(OrderActivities activities) {
        this.activities = activities;
    }

    @WorkflowMethod
    public Receipt fulfil(Order order) {
        activities.charge(order);
        activities.reserve(order);
        Receipt shipment = activities.ship(order);
        activities.notifyCustomer(order);
        return shipment;
    }
}
