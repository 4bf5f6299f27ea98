package dev.durable.chaos.work;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

/** {@link WorkKind#ROUTED}. */
@Workflow
public class RoutedWorkflow {

    private final RoutedActivities activities;

    RoutedWorkflow(RoutedActivities activities) {
        this.activities = activities;
    }

    /** Runs it. */
    @WorkflowMethod
    public String run(Work work) {
        return work.stepByStep(activities::apply);
    }
}
