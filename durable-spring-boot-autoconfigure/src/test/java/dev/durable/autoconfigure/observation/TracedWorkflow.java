package dev.durable.autoconfigure.observation;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ApplicationFailure;
import dev.durable.workflow.WorkflowContext;

/** Does something before and after it is told to go on. */
@Workflow(name = "Traced")
public class TracedWorkflow {

    private final WorkflowContext workflow;
    private final TracedActivities activities;
    private boolean goesOn;

    TracedWorkflow(WorkflowContext workflow, TracedActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
    }

    @WorkflowMethod
    public String run(String how) {
        workflow.logger().info("began");
        if (how.equals("book")) {
            activities.book();
        } else {
            activities.work(how);
        }
        if (!how.equals("child")) {
            workflow.await(() -> goesOn);
            workflow.localActivity(TracedActivities.class).work("local");
            workflow.newChild(TracedWorkflow.class).execute(child -> child.run("child"));
        }
        workflow.await(workflow::isEveryHandlerFinished);
        if (how.equals("fail")) {
            throw ApplicationFailure.of("no", "Refusal");
        }
        return "went on";
    }

    @SignalMethod
    public void goOn() {
        goesOn = true;
        activities.work("signal");
    }

    @UpdateMethod
    public String ask() {
        return activities.work("update");
    }
}
