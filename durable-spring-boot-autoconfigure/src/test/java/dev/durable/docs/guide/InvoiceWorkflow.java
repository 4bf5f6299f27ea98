package dev.durable.docs.guide;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.LocalActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;

@Workflow
class InvoiceWorkflow {

    private final WorkflowContext workflow;
    private final ApprovalActivities approvals;

    InvoiceWorkflow(WorkflowContext workflow, ApprovalActivities approvals) {
        this.workflow = workflow;
        this.approvals = approvals;
    }

    @WorkflowMethod
    String write(String destination, int euros) {
        String manager = approvals.askManager(destination);
        // region local
        Money money = workflow.localActivity(Money.class);
        int cents = money.withTax(money.toCents(euros)); // one commit for both
        // endregion
        // region local-options
        Money patient = workflow.localActivity(
                Money.class,
                LocalActivityOptions.NONE
                        .withStartToCloseTimeout(Duration.ofSeconds(2)) // for each attempt
                        .withRetry(RetryOptions.maximumAttempts(3)));
        // endregion
        patient.toCents(euros);
        // region by-name
        String invoice = workflow.activity(
                "Templates.invoice",
                String.class,
                ActivityOptions.NONE.withSummary("invoice for " + destination),
                destination,
                cents);
        // endregion
        return invoice + ", approved by " + manager;
    }
}
