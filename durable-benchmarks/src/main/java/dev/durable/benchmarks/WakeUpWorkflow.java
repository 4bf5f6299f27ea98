package dev.durable.benchmarks;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;

/** Calls an activity for each signal that comes. */
@Workflow
class WakeUpWorkflow {

    private final WorkflowContext workflow;
    private final WakeUpActivities activities;
    private int signals;

    WakeUpWorkflow(WorkflowContext workflow, WakeUpActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
    }

    /** Waits for so many signals; says how many came. */
    @WorkflowMethod
    public int wakeUp(int times) {
        for (int i = 0; i < times; i++) {
            int seen = i;
            workflow.await(() -> signals > seen);
            activities.awake();
        }
        return signals;
    }

    @SignalMethod
    public void ring() {
        signals++;
    }
}
