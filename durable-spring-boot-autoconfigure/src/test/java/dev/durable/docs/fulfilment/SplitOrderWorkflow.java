package dev.durable.docs.fulfilment;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.ChildWorkflowFailure;
import dev.durable.failure.ExternalWorkflowFailure;
import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** An order whose parts are shipped one by one. */
@Workflow
public class SplitOrderWorkflow {

    private final WorkflowContext workflow;
    private final Map<String, ChildWorkflowHandle<ShipmentWorkflow, String>> shipments = new LinkedHashMap<>();

    SplitOrderWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    // region split
    @WorkflowMethod
    public List<String> fulfil(List<String> parts) {
        for (String part : parts) {
            shipments.put(
                    part,
                    workflow.newChild(ShipmentWorkflow.class)
                            .id(workflow.info().workflowId() + "/" + part)
                            .runTimeout(Duration.ofDays(7))
                            .parentClosePolicy(ParentClosePolicy.REQUEST_CANCEL) // so that it puts its part back
                            .start(w -> w.ship(part)));
        }
        List<String> parcels = new ArrayList<>();
        shipments.forEach((part, shipment) -> {
            try {
                parcels.add(shipment.result().get());
            } catch (ChildWorkflowFailure failure) {
                parcels.add("no " + part + ": " + reasonOf(failure));
            }
        });
        return parcels;
    }

    @SignalMethod
    public void collect(String part) {
        tell(part, shipment -> shipment.signal(ShipmentWorkflow::collect));
    }

    @SignalMethod
    public void giveUp(String part) {
        tell(part, shipment -> shipment.cancel("the customer does not want it any more"));
    }

    private void tell(String part, Consumer<ChildWorkflowHandle<ShipmentWorkflow, String>> message) {
        try {
            message.accept(shipments.get(part));
        } catch (ExternalWorkflowFailure tooLate) {
            workflow.logger().info("The shipment of {} has closed", part);
        }
    }
    // endregion

    // region failure-chain
    private static String reasonOf(ChildWorkflowFailure failure) {
        Throwable reason = failure.getCause();
        if (reason instanceof ActivityFailure activity) {
            reason = activity.getCause();
        }
        return reason instanceof ApplicationFailure application
                ? application.type()
                : reason.getClass().getSimpleName(); // CanceledFailure, TerminatedFailure, TimeoutFailure
    }
    // endregion
}
