package dev.durable.engine;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.workflow.Saga;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;

/** Charge, reserve, wait for a cancellation, ship, notify: the reference scenario as tests need it. */
@Workflow
class OrderWorkflow {

    static final Duration WINDOW = Duration.ofMinutes(30);

    private final WorkflowContext workflow;
    private final OrderActivities activities;
    private String status = "RECEIVED";
    private boolean cancelRequested;

    OrderWorkflow(WorkflowContext workflow, OrderActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
    }

    @WorkflowMethod
    public String fulfil(String order) {
        Saga saga = workflow.newSaga();
        try {
            String payment = activities.charge(order);
            saga.addCompensation(() -> activities.refund(payment));
            status = "CHARGED";
            activities.reserve(order);
            saga.addCompensation(() -> activities.release(order));
            status = "RESERVED";
            if (workflow.await(WINDOW, () -> cancelRequested)) {
                throw ApplicationFailure.nonRetryable("cancelled by the customer", "OrderCancelled");
            }
            String shipment = activities.ship(order);
            status = "SHIPPED";
            activities.notify(order, shipment);
            status = "DONE";
            return shipment;
        } catch (ApplicationFailure | ActivityFailure e) {
            status = "COMPENSATING";
            saga.compensate();
            status = "COMPENSATED";
            throw e;
        }
    }

    @SignalMethod
    public void cancel() {
        cancelRequested = true;
    }

    @QueryMethod
    public String status() {
        return status;
    }
}
