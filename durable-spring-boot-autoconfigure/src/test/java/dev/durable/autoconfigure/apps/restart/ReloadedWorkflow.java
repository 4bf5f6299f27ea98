package dev.durable.autoconfigure.apps.restart;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;

/** Calls an activity before and after a signal. */
@Workflow
public class ReloadedWorkflow {

    private final WorkflowContext workflow;
    private final ReloadedActivities activities;
    private boolean restarted;

    public ReloadedWorkflow(WorkflowContext workflow, ReloadedActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
    }

    @WorkflowMethod
    public Stamp run(Stamp first) {
        Stamp before = activities.stamp(first);
        workflow.await(() -> restarted);
        return activities.stamp(before);
    }

    @SignalMethod
    public void restarted() {
        restarted = true;
    }
}
