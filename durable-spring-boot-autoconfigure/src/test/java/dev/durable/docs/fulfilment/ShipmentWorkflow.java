package dev.durable.docs.fulfilment;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.CanceledFailure;
import dev.durable.workflow.WorkflowContext;

/** Packs a part, waits for the carrier, and puts the part back if it is canceled before. */
@Workflow
public class ShipmentWorkflow {

    private final WorkflowContext workflow;
    private final Warehouse warehouse;
    private boolean collected;

    ShipmentWorkflow(WorkflowContext workflow, Warehouse warehouse) {
        this.workflow = workflow;
        this.warehouse = warehouse;
    }

    @WorkflowMethod
    public String ship(String part) {
        String parcel = warehouse.pack(part);
        try {
            workflow.await(() -> collected);
        } catch (CanceledFailure canceled) {
            workflow.newDetachedCancellationScope(() -> warehouse.putBack(part)).run();
            throw canceled;
        }
        return parcel;
    }

    @SignalMethod
    public void collect() {
        collected = true;
    }
}
