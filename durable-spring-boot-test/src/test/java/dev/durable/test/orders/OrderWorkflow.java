package dev.durable.test.orders;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;

// region workflow
/** Charges an order that is paid within thirty days, and reminds of it each ten days. */
@Workflow
public class OrderWorkflow {

    private final WorkflowContext workflow;
    private final Payments payments;
    private final Letters letters;
    private boolean confirmed;

    OrderWorkflow(WorkflowContext workflow, Payments payments, Letters letters) {
        this.workflow = workflow;
        this.payments = payments;
        this.letters = letters;
    }

    @WorkflowMethod
    public String fulfil(String order) {
        for (int reminder = 1; reminder <= 3; reminder++) {
            if (workflow.await(Duration.ofDays(10), () -> confirmed)) {
                return payments.charge(order);
            }
            letters.remind(order, reminder);
        }
        return "expired";
    }

    @SignalMethod
    public void confirm() {
        confirmed = true;
    }

    @QueryMethod
    public boolean isConfirmed() {
        return confirmed;
    }
}
// endregion
