package dev.durable.docs.fulfilment;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.ContinueAsNewOptions;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;

/** Goods that come each month; a run a month. */
@Workflow
public class SubscriptionWorkflow {

    private final WorkflowContext workflow;
    private final Warehouse warehouse;
    private String part = "";
    private boolean monthIsOver;
    private boolean ended;

    SubscriptionWorkflow(WorkflowContext workflow, Warehouse warehouse) {
        this.workflow = workflow;
        this.warehouse = warehouse;
    }

    // region next-run
    @WorkflowMethod
    public String month(int number, String wish) {
        part = wish;
        workflow.await(Duration.ofDays(30), () -> monthIsOver || ended);
        workflow.await(workflow::isEveryHandlerFinished); // one that is under way would be cut off
        if (ended) {
            return number + " months, " + part + " at last";
        }
        throw workflow.continueAsNew(
                SubscriptionWorkflow.class,
                ContinueAsNewOptions.NONE.withRunTimeout(Duration.ofDays(40)),
                w -> w.month(number + 1, part));
    }

    @UpdateMethod
    public String change(String next) {
        String parcel = warehouse.pack(next); // fails the update if there is none
        part = next;
        return parcel;
    }
    // endregion

    @SignalMethod
    public void endOfMonth() {
        monthIsOver = true;
    }

    @SignalMethod
    public void end() {
        ended = true;
    }
}
