package dev.durable.docs.guide;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;

/** Reminds somebody of a bill until it is paid. */
@Workflow
class OverdueWorkflow {

    private final WorkflowContext workflow;
    private final TripActivities trips;
    private boolean paid;

    OverdueWorkflow(WorkflowContext workflow, TripActivities trips) {
        this.workflow = workflow;
        this.trips = trips;
    }

    // region waiting
    @WorkflowMethod
    String remind(String customer, Duration grace, Duration limit) {
        Promise<Void> tooLate = workflow.newTimer(limit); // runs beside everything else
        workflow.sleep(grace);
        int reminders = 0;
        while (!paid && !tooLate.isDone()) {
            trips.notifyByPhone(customer);
            reminders++;
            workflow.await(grace, () -> paid || tooLate.isDone()); // false when the time ran out
        }
        return paid ? "paid after " + reminders + " reminders" : "for the lawyer";
    }

    @SignalMethod
    void paid() {
        paid = true;
    }
    // endregion
}
