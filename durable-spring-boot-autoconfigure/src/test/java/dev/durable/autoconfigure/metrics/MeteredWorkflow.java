package dev.durable.autoconfigure.metrics;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

/** One activity. */
@Workflow(name = "Metered")
public class MeteredWorkflow {

    private final MeteredActivities activities;

    MeteredWorkflow(MeteredActivities activities) {
        this.activities = activities;
    }

    @WorkflowMethod
    public String greet(String name) {
        return activities.greet(name);
    }
}
