package dev.durable.autoconfigure.apps.wrongreports;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.schedule.WorkflowSchedule;

@Workflow
@WorkflowSchedule(every = "1d")
public class RegionalReportWorkflow {

    @WorkflowMethod
    public String report(String region) {
        return region;
    }
}
