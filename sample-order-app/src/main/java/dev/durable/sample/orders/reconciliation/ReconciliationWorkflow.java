package dev.durable.sample.orders.reconciliation;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.schedule.ScheduledStart;
import dev.durable.schedule.WorkflowSchedule;
import java.time.Duration;
import java.time.Instant;

/** Compares the payments of a day with its orders, every night. However many instances there are, it runs once. */
@Workflow
@WorkflowSchedule(id = ReconciliationWorkflow.SCHEDULE_ID, cron = "0 3 * * *", zone = "Europe/Berlin")
public class ReconciliationWorkflow {

    static final String SCHEDULE_ID = "nightly-reconciliation";

    private final ReconciliationActivities activities;

    ReconciliationWorkflow(ReconciliationActivities activities) {
        this.activities = activities;
    }

    /** Reconciles the day before the time for which the run was started, whenever that is carried out. */
    @WorkflowMethod
    public ReconciliationReport reconcile(ScheduledStart start) {
        Instant until = start.scheduledAt();
        return activities.reconcile(until.minus(Duration.ofDays(1)), until);
    }
}
