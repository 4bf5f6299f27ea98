package dev.durable.autoconfigure.apps.reports;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.schedule.ScheduledStart;
import dev.durable.schedule.WorkflowSchedule;

@Workflow
@WorkflowSchedule(id = "nightly-report", cron = "0 3 * * *", zone = "Europe/Berlin")
public class NightlyReportWorkflow {

    @WorkflowMethod
    public String report(ScheduledStart start) {
        return start.scheduleId() + " at " + start.scheduledAt();
    }
}
