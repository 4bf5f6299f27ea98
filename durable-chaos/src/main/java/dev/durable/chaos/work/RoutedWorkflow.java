package dev.durable.chaos.work;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import java.util.ArrayList;
import java.util.List;

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
        List<Integer> done = new ArrayList<>();
        for (int step = 0; step < work.steps(); step++) {
            done.add(activities.apply(work.effect(step)));
        }
        return Work.joined(done);
    }
}
