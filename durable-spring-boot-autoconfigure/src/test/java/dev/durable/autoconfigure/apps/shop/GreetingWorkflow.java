package dev.durable.autoconfigure.apps.shop;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

@Workflow
public class GreetingWorkflow {

    private final ShopActivities activities;

    GreetingWorkflow(ShopActivities activities) {
        this.activities = activities;
    }

    @WorkflowMethod
    public String greet(String name) {
        return activities.greet(name);
    }
}
