package dev.durable.autoconfigure.metrics;

import dev.durable.activity.ActivityOptions;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;

/** One activity, here or where nobody is, unless it sleeps or fails. */
@Workflow(name = "Metered")
public class MeteredWorkflow {

    private final WorkflowContext workflow;
    private final MeteredActivities activities;

    MeteredWorkflow(WorkflowContext workflow, MeteredActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
    }

    @WorkflowMethod
    public String greet(String name) {
        if (name.equals("sleep")) {
            workflow.sleep(Duration.ofDays(1));
        }
        if (name.equals("fail")) {
            throw new IllegalStateException("not today");
        }
        if (name.equals("print")) {
            return workflow.activity(MeteredActivities.class, ActivityOptions.NONE.withTaskQueue("printing"))
                    .greet(name);
        }
        return name.equals("book") ? activities.book(name) : activities.greet(name);
    }
}
