package dev.durable.chaos.work;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

/** {@link WorkKind#LATER}. */
@Workflow
public class LaterWorkflow {

    private final LaterActivities activities;

    LaterWorkflow(LaterActivities activities) {
        this.activities = activities;
    }

    /** Runs it. */
    @WorkflowMethod
    public String run(Work work) {
        return work.stepByStep(activities::apply);
    }
}
