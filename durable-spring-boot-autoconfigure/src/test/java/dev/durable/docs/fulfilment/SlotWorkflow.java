package dev.durable.docs.fulfilment;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;

/** Books a time at the ramp; without one in time the goods are collected by van. */
@Workflow
public class SlotWorkflow {

    private final WorkflowContext workflow;
    private final Ramp ramp;

    SlotWorkflow(WorkflowContext workflow, Ramp ramp) {
        this.workflow = workflow;
        this.ramp = ramp;
    }

    @WorkflowMethod
    public String book(String lorry, Duration limit) {
        // region limit
        CancellationScope booking = workflow.newCancellationScope(() -> ramp.book(lorry));
        Promise<Void> booked = workflow.async(booking::run);
        if (booked.await(limit)) {
            booked.get(); // throws what the booking has thrown
            return "by lorry";
        }
        booking.cancel("no slot in time"); // the activity is interrupted, the rest of the workflow goes on
        return "by van";
        // endregion
    }
}
