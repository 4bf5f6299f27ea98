package shop;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

@Workflow
public class GreetingWorkflow {

    private final GreetingActivities activities;

    GreetingWorkflow(GreetingActivities activities) {
        this.activities = activities;
    }

    @WorkflowMethod
    public Greeting greet(Customer customer) {
        return activities.greet(customer);
    }
}
