package dev.durable.docs.schedule;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.schedule.ScheduledStart;

@Workflow
public class StatementWorkflow {

    // region argument
    @WorkflowMethod
    public String send(String region, ScheduledStart start) {
        return "Statements of " + region + " for " + start.scheduledAt();
    }
    // endregion
}
